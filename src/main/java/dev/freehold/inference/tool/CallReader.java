package dev.freehold.inference.tool;

import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.TokenStream.Piece.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells calls from text in one answer. A call begins as soon as the function is known and its arguments are an object; what never
 * comes so far, or calls no function that there is, is text. How the answer is cut into parts changes nothing but the cuts of
 * text and arguments. Space before a call, and between calls, belongs to the format.
 */
@SuppressWarnings("JdkObsolete") // whether a match could still change is what a reader of parts must know
public final class CallReader {
    private final Notation notation;
    private final Set<String> functions;
    private final Supplier<String> ids;
    private final StringBuilder held = new StringBuilder();
    private List<Split> ready = new ArrayList<>();
    private State state = State.TEXT;
    private Notation.Bare place = Notation.Bare.FIRST;
    private ObjectEnd object = new ObjectEnd();
    /** Where in {@link #held} a call may begin. */
    private int head;
    /** How far {@link #object} looked. */
    private int looked;

    private int passed;
    private int calls;
    private boolean isEnded;
    private boolean isCut;

    private enum State {
        TEXT,
        HEAD,
        OBJECT,
        ARGUMENTS,
        TAIL,
        CLOSE
    }

    /**
     * What became certain.
     *
     * @param end how many characters of the answer it and all before it take
     */
    public record Split(Piece piece, int end) {}

    CallReader(Notation notation, Set<String> functions, Supplier<String> ids) {
        this.notation = notation;
        this.functions = Set.copyOf(functions);
        this.ids = ids;
    }

    /** Whether functions were called, the last one to the end of its arguments. */
    public boolean hasCalls() {
        return calls > 0 && !isCut;
    }

    public List<Split> pass(String text) {
        held.append(text);
        return read();
    }

    /** What was held back, once no more text comes. */
    public List<Split> rest() {
        isEnded = true;
        List<Split> rest = read();
        if (!held.isEmpty()
                && !(place == Notation.Bare.BETWEEN && held.toString().isBlank())) {
            rest.add(new Split(new Piece.Text(held.toString(), List.of()), passed + held.length()));
        }
        return rest;
    }

    private List<Split> read() {
        boolean isMoving = true;
        while (isMoving) {
            isMoving = switch (state) {
                case TEXT -> text();
                case HEAD -> head();
                case OBJECT -> object();
                case ARGUMENTS -> arguments();
                case TAIL -> end(notation.tail());
                case CLOSE -> end(notation.close());
            };
        }
        List<Split> read = ready;
        ready = new ArrayList<>();
        return read;
    }

    /** Gives out what is before the first place where a call begins, or could once more has come. */
    private boolean text() {
        int at = 0;
        while (at < held.length() && !mayOpen(at)) {
            place = Character.isWhitespace(held.charAt(at)) ? place : Notation.Bare.NEVER;
            at++;
        }
        boolean isOpen = at < held.length() && isOpen(at);
        int text = at;
        while (text > 0 && Character.isWhitespace(held.charAt(text - 1))) {
            text--;
        }
        give(text);
        head = at - text;
        state = isOpen ? State.HEAD : State.TEXT;
        return isOpen;
    }

    private boolean mayOpen(int at) {
        if (Character.isWhitespace(held.charAt(at))) {
            return false;
        }
        String rest = held.substring(at, Math.min(held.length(), at + longestOpening()));
        return isOpen(at)
                || (!isEnded
                        && at + rest.length() == held.length()
                        && notation.openings().stream().anyMatch(opening -> opening.startsWith(rest)));
    }

    private boolean isOpen(int at) {
        boolean isBare =
                held.charAt(at) == '{' && place != Notation.Bare.NEVER && place.compareTo(notation.bare()) <= 0;
        return isBare || notation.openings().stream().anyMatch(opening -> held.indexOf(opening, at) == at);
    }

    private int longestOpening() {
        return notation.openings().stream().mapToInt(String::length).max().orElse(1);
    }

    private boolean head() {
        Matcher call = matcher(notation.head(), head);
        if (call.lookingAt()) {
            return functions.contains(call.group("name")) ? begin(call) : noCall();
        }
        Matcher whole = matcher(notation.object().orElse(notation.head()), head);
        boolean isWhole = whole.lookingAt();
        if (!isEnded && (call.hitEnd() || (!isWhole && whole.hitEnd()))) {
            return false;
        }
        if (!isWhole) {
            return noCall();
        }
        object = new ObjectEnd();
        looked = whole.end();
        head = whole.end();
        state = State.OBJECT;
        return true;
    }

    private boolean begin(Matcher call) {
        String name = call.group("name");
        drop(call.end());
        add(new Call.Begin(calls++, ids.get(), name));
        object = new ObjectEnd();
        state = State.ARGUMENTS;
        return true;
    }

    private boolean object() {
        looked = object.pass(held, looked);
        return switch (object.state()) {
            case OPEN -> isEnded && noCall();
            case BROKEN -> noCall();
            case CLOSED ->
                WholeCall.of(held.substring(head, looked), functions)
                        .map(this::whole)
                        .orElseGet(this::noCall);
        };
    }

    private boolean whole(WholeCall call) {
        drop(looked);
        add(new Call.Begin(calls++, ids.get(), call.name()));
        add(new Call.Arguments(calls - 1, call.arguments()));
        state = State.CLOSE;
        return true;
    }

    private boolean arguments() {
        int end = object.pass(held, 0);
        if (end > 0) {
            String fragment = held.substring(0, end);
            drop(end);
            add(new Call.Arguments(calls - 1, fragment));
        }
        return switch (object.state()) {
            case OPEN -> isEnded && close();
            case BROKEN -> close();
            case CLOSED -> {
                state = State.TAIL;
                yield true;
            }
        };
    }

    private boolean end(Pattern behind) {
        Matcher tail = matcher(behind, 0);
        boolean isThere = tail.lookingAt();
        if (tail.hitEnd() && !isEnded) {
            return false;
        }
        drop(isThere ? tail.end() : 0);
        return close();
    }

    private boolean close() {
        isCut = state == State.ARGUMENTS;
        add(new Call.End(calls - 1));
        state = State.TEXT;
        place = Notation.Bare.BETWEEN;
        return true;
    }

    /** What looked like one is text, or at least the first character of it. */
    private boolean noCall() {
        state = State.TEXT;
        place = Notation.Bare.NEVER;
        give(firstBehindSpace() + 1);
        return true;
    }

    private int firstBehindSpace() {
        int at = 0;
        while (Character.isWhitespace(held.charAt(at))) {
            at++;
        }
        return at;
    }

    private Matcher matcher(Pattern pattern, int from) {
        return pattern.matcher(held).useTransparentBounds(true).region(from, held.length());
    }

    private void give(int characters) {
        if (characters > 0) {
            String text = held.substring(0, characters);
            drop(characters);
            add(new Piece.Text(text, List.of()));
        }
    }

    private void drop(int characters) {
        held.delete(0, characters);
        passed += characters;
    }

    private void add(Piece piece) {
        ready.add(new Split(piece, passed));
    }
}
