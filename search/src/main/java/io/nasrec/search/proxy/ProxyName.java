package io.nasrec.search.proxy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The proxies by their names in experiment files and on the command line. */
public enum ProxyName {
  @JsonProperty("sigeo")
  SIGEO,
  @JsonProperty("sigeo-rank")
  SIGEO_RANK,
  @JsonProperty("zico")
  ZICO,
  @JsonProperty("fisher-rao")
  FISHER_RAO,
  @JsonProperty("loss")
  LOSS,
  @JsonProperty("gradsign")
  GRADSIGN,
  @JsonProperty("grad-norm")
  GRAD_NORM,
  @JsonProperty("l2-norm")
  L2_NORM,
  @JsonProperty("parameters")
  PARAMETERS,
  @JsonProperty("flops")
  FLOPS,
  @JsonProperty("snip")
  SNIP,
  @JsonProperty("grasp")
  GRASP,
  @JsonProperty("synflow")
  SYNFLOW,
  @JsonProperty("fisher")
  FISHER,
  @JsonProperty("plain")
  PLAIN,
  @JsonProperty("naswot")
  NASWOT,
  @JsonProperty("jacov")
  JACOV,
  @JsonProperty("epe-nas")
  EPE_NAS,
  @JsonProperty("zen")
  ZEN,
  @JsonProperty("meco")
  MECO,
  @JsonProperty("one-shot")
  ONE_SHOT,
  @JsonProperty("random")
  RANDOM,
  @JsonProperty("published-sigeo")
  PUBLISHED_SIGEO;

  /** Published steps of the one-shot proxy ([N] code). */
  public static final int TUNING_STEPS = 500;

  /** Published rate of the one-shot proxy ([N] code). */
  private static final double TUNING_RATE = 0.04;

  /** Enough rows for a standard error of about 0.004 in log loss. */
  private static final int VALIDATION_ROWS = 16_384;

  /** The proxy of this name. */
  public Proxy with(ProxySettings settings) {
    return switch (this) {
      case SIGEO -> settings.sigeo();
      case SIGEO_RANK -> new SiGeoRank(settings.sigeo());
      case ZICO -> new ZiCo(settings.scope());
      case FISHER_RAO -> new FisherRao(settings.scope(), settings.fisher());
      case LOSS -> new BatchLoss();
      case GRADSIGN -> new GradSign(settings.scope());
      case GRAD_NORM -> new GradNorm(settings.scope());
      case L2_NORM -> new L2Norm(settings.scope());
      case PARAMETERS -> new ParameterCount();
      case FLOPS -> new Flops();
      case SNIP -> new Snip(settings.scope());
      case GRASP -> new Grasp();
      case SYNFLOW -> new SynFlow();
      case FISHER -> new Fisher();
      case PLAIN -> new Plain(settings.scope());
      case NASWOT -> new Naswot();
      case JACOV -> new Jacov();
      case EPE_NAS -> new EpeNas();
      case ZEN -> new Zen(settings.seed());
      case MECO -> new MeCo(settings.seed());
      case ONE_SHOT ->
          new OneShot(
              settings.tuningSteps(),
              settings.batchSize(),
              TUNING_RATE,
              VALIDATION_ROWS,
              settings.seed());
      case RANDOM -> new RandomScore(settings.seed());
      case PUBLISHED_SIGEO -> new PublishedSiGeo();
    };
  }
}
