package dev.freehold.builder;

/** How the matrices of the layers and of the head are stored. */
public sealed interface Precision {

    /** As they are. */
    record Float32() implements Precision {
        @Override
        public String toString() {
            return "fp32";
        }
    }

    /** In half precision; the runtime widens them when it loads, and computes in single precision. */
    record Float16() implements Precision {
        @Override
        public String toString() {
            return "fp16";
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

    /**
     * The precision of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Precision named(String name, int block) {
        return switch (name) {
            case "int4" -> new Blockwise(4, block);
            case "int8" -> new Blockwise(8, block);
            case "fp16" -> new Float16();
            case "fp32" -> new Float32();
            default -> throw new IllegalArgumentException("precision " + name + ", expected int4, int8, fp16 or fp32");
        };
    }
}
