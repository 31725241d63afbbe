package dev.freehold.api;

import dev.freehold.core.Fault;
import java.util.Map;

/** How one protocol dresses a fault. The dialect of highest priority that speaks a path answers for it. */
public interface Dialect {

    /** Does this protocol own the path? */
    boolean speaks(String path);

    /** The error body, as JSON. */
    String body(Fault fault);

    /** The status of the answer. */
    default int status(Fault fault) {
        return fault.code().status();
    }

    /** Headers that tell the protocol's clients what to do next. */
    default Map<String, String> headers(Fault fault) {
        return RetryHeaders.of(fault);
    }
}
