package dev.freehold.inference.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sets of numbers, each written in one way: without exponent, without zeros that say nothing, and without {@code -0}. */
final class Numbers {
    private static final int DOT = '.';
    private static final int MOST_DIGITS = 400;
    private static final int LARGEST_DIVISOR = 2_000;

    static final Dfa ALL = Regex.whole("0|-?(?:[1-9][0-9]*(?:\\.[0-9]*[1-9])?|0\\.[0-9]*[1-9])");
    static final Dfa INTEGERS = Regex.whole("0|-?[1-9][0-9]*");
    /** What a reader that computes with doubles still tells apart. */
    private static final Dfa PRECISE = Regex.whole(IntStream.rangeClosed(1, 14)
            .mapToObj(digits -> "-?[0-9]{1,%d}\\.[0-9]{1,%d}".formatted(digits, 15 - digits))
            .collect(Collectors.joining("|", "-?[0-9]{1,15}|", "")));

    private static final Dfa SHORT = Regex.whole("-?[0-9]{1,64}(?:\\.[0-9]{1,64})?");

    private Numbers() {}

    static String plain(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (Math.abs((long) stripped.scale()) + stripped.precision() > MOST_DIGITS) {
            throw new Refusal("has a number with more than " + MOST_DIGITS + " digits");
        }
        return stripped.toPlainString();
    }

    static Dfa atLeast(BigDecimal bound, boolean isIncluded, Steps steps) {
        Dfa magnitudes = compared(bound.abs(), bound.signum() < 0 ? -1 : 1, isIncluded, steps);
        Dfa positive = Regex.whole("[0-9].*");
        return (bound.signum() < 0 ? positive.or(negative(magnitudes), steps) : magnitudes).and(ALL, steps);
    }

    static Dfa atMost(BigDecimal bound, boolean isIncluded, Steps steps) {
        return ALL.minus(atLeast(bound, !isIncluded, steps), steps);
    }

    private static Dfa negative(Dfa magnitudes) {
        Dfa.Builder result = new Dfa.Builder();
        result.state(false);
        result.edge(0, '-', '-', 1);
        for (int state = 0; state < magnitudes.states(); state++) {
            result.state(magnitudes.isEnd(state));
            int[] edges = magnitudes.edges(state);
            for (int i = 0; i < edges.length; i += 3) {
                result.edge(state + 1, edges[i], edges[i + 1], edges[i + 2] + 1);
            }
        }
        return result.build();
    }

    /** Numbers from zero on that are more than the bound, or less for a negative sign. */
    private static Dfa compared(BigDecimal bound, int sign, boolean isIncluded, Steps steps) {
        String text = plain(bound);
        int dot = text.indexOf(DOT);
        String whole = dot < 0 ? text : text.substring(0, dot);
        String part = dot < 0 ? "" : text.substring(dot + 1);
        return new Comparison(whole, part, sign, isIncluded).build(steps);
    }

    /** Reads a number digit by digit beside the bound. State 0 to 2 are: it is less, the same so far, more. */
    private record Comparison(String whole, String part, int sign, boolean isIncluded) {

        private boolean holds(int compared) {
            return compared == 0 ? isIncluded : compared == sign;
        }

        /** Of the digits before the dot so many were read, and they compare like this. */
        private int integer(int read, int compared) {
            return 3 * read + compared + 1;
        }

        private int more() {
            return integer(whole.length() + 1, 0);
        }

        private int decided(int compared) {
            return more() + 2 + compared;
        }

        private int fraction(int read) {
            return decided(1) + 1 + read;
        }

        private Dfa build(Steps steps) {
            Dfa.Builder dfa = new Dfa.Builder();
            int count = fraction(part.length()) + 1;
            steps.spend(10L * count);
            BitSet ends = ends();
            dfa.state(false); // the start stands before integer(0, 0)
            for (int state = 0; state < count; state++) {
                dfa.state(ends.get(state));
            }
            digits(dfa, 0, 0, 0);
            for (int read = 1; read <= whole.length(); read++) {
                for (int compared = -1; compared <= 1; compared++) {
                    digits(dfa, 1 + integer(read, compared), read, compared);
                    int end = read < whole.length() ? -1 : compared;
                    dfa.edge(1 + integer(read, compared), DOT, DOT, 1 + (end == 0 ? fraction(0) : decided(end)));
                }
            }
            dfa.edge(1 + more(), '0', '9', 1 + more());
            dfa.edge(1 + more(), DOT, DOT, 1 + decided(1));
            fractions(dfa);
            return dfa.build();
        }

        private BitSet ends() {
            BitSet ends = new BitSet();
            for (int read = 1; read <= whole.length(); read++) {
                for (int compared = -1; compared <= 1; compared++) {
                    int known = read < whole.length() ? -1 : compared;
                    ends.set(integer(read, compared), holds(known == 0 && !part.isEmpty() ? -1 : known));
                }
            }
            ends.set(more(), holds(1));
            ends.set(decided(-1), holds(-1));
            ends.set(decided(1), holds(1));
            for (int read = 0; read <= part.length(); read++) {
                ends.set(fraction(read), holds(read < part.length() ? -1 : 0));
            }
            return ends;
        }

        private void digits(Dfa.Builder dfa, int from, int read, int compared) {
            for (int digit = '0'; digit <= '9'; digit++) {
                if (read == whole.length()) {
                    dfa.edge(from, digit, digit, 1 + more());
                } else {
                    int now = compared != 0 ? compared : Integer.signum(digit - whole.charAt(read));
                    dfa.edge(from, digit, digit, 1 + integer(read + 1, now));
                }
            }
        }

        private void fractions(Dfa.Builder dfa) {
            dfa.edge(1 + decided(-1), '0', '9', 1 + decided(-1));
            dfa.edge(1 + decided(1), '0', '9', 1 + decided(1));
            for (int read = 0; read <= part.length(); read++) {
                for (int digit = '0'; digit <= '9'; digit++) {
                    int expected = read < part.length() ? part.charAt(read) : '0';
                    int compared = Integer.signum(digit - expected);
                    int same = fraction(Math.min(read + 1, part.length()));
                    dfa.edge(1 + fraction(read), digit, digit, 1 + (compared == 0 ? same : decided(compared)));
                }
            }
        }
    }

    /** Whole multiples of a number above zero. */
    static Dfa multiples(BigDecimal of, Steps steps) {
        int places = Math.max(0, of.stripTrailingZeros().scale());
        BigInteger unit = of.movePointRight(places).toBigIntegerExact();
        if (unit.bitLength() > 31 || (long) (places + 2) * unit.intValue() > LARGEST_DIVISOR) {
            throw new Refusal("is too complex");
        }
        return multiples(unit.intValue(), places, steps).and(ALL, steps);
    }

    private static Dfa multiples(int unit, int places, Steps steps) {
        Dfa.Builder dfa = new Dfa.Builder();
        dfa.state(false);
        int[] weights = new int[places + 1]; // what is still to come behind so many digits of the fraction
        weights[places] = 1 % unit;
        for (int place = places - 1; place >= 0; place--) {
            weights[place] = (int) (10L * weights[place + 1] % unit);
        }
        for (int place = 0; place <= places + 1; place++) {
            for (int rest = 0; rest < unit; rest++) {
                dfa.state((long) rest * weights[Math.max(0, place - 1)] % unit == 0);
            }
        }
        dfa.edge(0, '-', '-', 0);
        addDigits(dfa, 0, 0, unit, 1);
        for (int rest = 0; rest < unit; rest++) {
            steps.spend(10L * (places + 2));
            addDigits(dfa, 1 + rest, rest, unit, 1);
            dfa.edge(1 + rest, DOT, DOT, 1 + unit + rest);
            for (int place = 1; place <= places; place++) {
                addDigits(dfa, 1 + place * unit + rest, rest, unit, 1 + (place + 1) * unit);
            }
        }
        return dfa.build();
    }

    private static void addDigits(Dfa.Builder dfa, int from, int rest, int unit, int to) {
        for (int digit = 0; digit <= 9; digit++) {
            dfa.edge(from, '0' + digit, '0' + digit, to + (int) ((10L * rest + digit) % unit));
        }
    }

    /** As they may be written: also with zeros behind a fraction, and not with digits without end. */
    static ByteDfa written(Dfa numbers, Steps steps) {
        Dfa bounded = bounded(numbers, steps);
        Dfa fractions = bounded.minus(INTEGERS, steps);
        return ByteDfa.of(fractions.isEmpty() ? bounded : withZeros(bounded, fractions, steps));
    }

    private static Dfa bounded(Dfa numbers, Steps steps) {
        if (numbers.isFinite()) {
            return numbers;
        }
        Dfa precise = numbers == INTEGERS ? Dfa.none() : numbers.and(PRECISE, steps);
        return precise.isEmpty() ? numbers.and(SHORT, steps) : precise;
    }

    private static Dfa withZeros(Dfa all, Dfa fractions, Steps steps) {
        Nfa nfa = new Nfa(steps);
        int start = nfa.state();
        BitSet ends = new BitSet();
        Dfa zeros = Regex.whole("0{0,12}");
        append(nfa, start, fractions, zeros, ends);
        append(nfa, start, all.minus(fractions, steps), Regex.whole("(?:\\.0{1,12})?"), ends);
        return nfa.determinize(start, ends);
    }

    private static void append(Nfa nfa, int start, Dfa first, Dfa second, BitSet ends) {
        int one = copy(nfa, first);
        int two = copy(nfa, second);
        nfa.free(start, one);
        first.ends().stream().forEach(end -> nfa.free(one + end, two));
        second.ends().stream().forEach(end -> ends.set(two + end));
    }

    private static int copy(Nfa nfa, Dfa dfa) {
        int first = nfa.state();
        for (int state = 1; state < dfa.states(); state++) {
            nfa.state();
        }
        for (int state = 0; state < dfa.states(); state++) {
            int[] edges = dfa.edges(state);
            for (int i = 0; i < edges.length; i += 3) {
                nfa.edge(first + state, edges[i], edges[i + 1], first + edges[i + 2]);
            }
        }
        return first;
    }
}
