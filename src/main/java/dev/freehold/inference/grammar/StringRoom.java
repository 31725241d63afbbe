package dev.freehold.inference.grammar;

/** Finds out whether a text is between two characters of a JSON string that may hold any characters. */
final class StringRoom {
    private static final int FIRST = ' ';
    /** Bytes above begin no character. */
    private static final int LAST = 0xF4;

    private StringRoom() {}

    /** How many more characters the string may have; 0 when there is anything else that plain characters could become. */
    static int of(Node node) {
        int room = 0;
        for (Place place : node.places()) {
            if (place.word() == JsonTerms.CHARACTER.words() && place.state() == 0) {
                room = Math.max(room, 1 + following(place));
            } else if (takesPlain(place)) {
                return 0;
            }
        }
        return room;
    }

    private static int following(Place place) {
        Frame rest = place.rest();
        return rest == null || rest.part() != JsonTerms.CHARACTER ? 0 : Math.min(rest.max(), Short.MAX_VALUE);
    }

    private static boolean takesPlain(Place place) {
        for (int value = FIRST; value <= LAST; value++) {
            if (value != '"' && value != '\\' && place.word().next(place.state(), value) != ByteDfa.DEAD) {
                return true;
            }
        }
        return false;
    }
}
