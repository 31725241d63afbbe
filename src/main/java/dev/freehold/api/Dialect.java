package dev.freehold.api;

import dev.freehold.core.Fault;
import java.util.Map;

/** How one protocol dresses a fault. */
public interface Dialect {

    /** Does this protocol own the path? Exactly one dialect does. */
    boolean speaks(String path);

    /** The error body, as JSON. */
    String body(Fault fault);

    /** Headers that tell the protocol's clients what to do next. */
    Map<String, String> headers(Fault fault);
}
