package dev.freehold.core;

import java.util.List;

/** A room that may connect to others. It says to whom, as the settings name them, whether or not it ever does. */
@FunctionalInterface
public interface Outward {

    List<OutwardConnection> outward();
}
