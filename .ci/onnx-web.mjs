// Runs DIR/model.onnx over the rows of DIR/rows.json, and compares probabilities.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';

// Two programs add up float32 numbers in different orders.
const TOLERANCE = 1e-5;

const directory = process.argv[2];
const { inputs, probabilities } = JSON.parse(readFileSync(join(directory, 'rows.json'), 'utf8'));
const session = await InferenceSession.create(readFileSync(join(directory, 'model.onnx')));
const feeds = Object.fromEntries(
  Object.entries(inputs).map(([name, { type, values }]) => {
    const data = type === 'float32' ? Float32Array.from(values, Number) : values;
    return [name, new Tensor(type, data, [values.length])];
  }));
const { probability } = await session.run(feeds);
if (probability.data.length !== probabilities.length) {
  throw new Error(`${probability.data.length} probabilities for ${probabilities.length} rows`);
}
probabilities.forEach((expected, row) => {
  const said = probability.data[row];
  // Not NaN either.
  if (!(Math.abs(said - expected) < TOLERANCE)) {
    throw new Error(`row ${row}: ${said}, not ${expected}`);
  }
});
console.log(`onnxruntime-web: ${probabilities.length} probabilities within ${TOLERANCE}`);
process.exit(0); // its threads would go on
