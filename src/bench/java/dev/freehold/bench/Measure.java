package dev.freehold.bench;

import java.util.List;

/** One question about the gateway. */
interface Measure {
    /** The name by which {@code --only} picks it. */
    String name();

    List<Figure> run(Bench bench) throws Exception;
}
