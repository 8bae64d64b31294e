package io.nasrec.search.measurement;

/** Sums over the gradients of single rows for one module. */
public final class ModuleSamples {
  private final ParameterModule module;
  private final double[] products;
  private double signs;
  private double squares;

  ModuleSamples(ParameterModule module, int rows) {
    this.module = module;
    this.products = new double[rows];
  }

  public ParameterModule module() {
    return module;
  }

  /** {@code Σ_i |Σ_n sign(g_{n,i})|}. */
  public double signs() {
    return signs;
  }

  /** {@code θ·g_n} over the module's coordinates. */
  public double product(int row) {
    return products[row];
  }

  /** {@code Σ_i Σ_n g_{n,i}²}. */
  public double squares() {
    return squares;
  }

  /**
   * Adds coordinates.
   *
   * @param signs {@code Σ_i |Σ_n sign(g_{n,i})|} over them
   * @param products {@code (rows)}: θ·g_n over them
   * @param squares the sum of all squares
   */
  void add(double signs, double[] products, double squares) {
    this.signs += signs;
    this.squares += squares;
    for (int n = 0; n < products.length; n++) {
      this.products[n] += products[n];
    }
  }
}
