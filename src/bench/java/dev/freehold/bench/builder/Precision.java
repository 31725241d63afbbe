package dev.freehold.bench.builder;

/** How the matrices of the layers and of the head are stored. */
public sealed interface Precision {

    /** As they are, multiplied by {@code MatMul}. */
    record Float32() implements Precision {
        @Override
        public String toString() {
            return "fp32";
        }
    }

    /**
     * Whole numbers with one scale for each block of a row, multiplied by {@code MatMulNBits}.
     *
     * @param bits 4 or 8
     * @param block weights that share a scale
     */
    record Blockwise(int bits, int block) implements Precision {
        public Blockwise {
            if (bits != 4 && bits != 8) {
                throw new IllegalArgumentException(bits + " bits, expected 4 or 8");
            }
            if (block != 32 && block != 64 && block != 128) {
                throw new IllegalArgumentException("blocks of " + block + ", expected 32, 64 or 128");
            }
        }

        @Override
        public String toString() {
            return "int" + bits + "-b" + block;
        }
    }
}
