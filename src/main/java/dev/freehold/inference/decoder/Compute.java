package dev.freehold.inference.decoder;

/**
 * What a session computes with.
 *
 * @param threads threads of the processor, the caller's among them
 */
record Compute(RuntimeConfig.Device device, int threads) {
    static Compute cpu(int threads) {
        return new Compute(RuntimeConfig.Device.CPU, threads);
    }
}
