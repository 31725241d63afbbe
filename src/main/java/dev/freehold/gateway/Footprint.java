package dev.freehold.gateway;

import dev.freehold.core.Energy;
import java.util.OptionalDouble;

/**
 * What an answer drew, as its caller is told.
 *
 * @param grams of CO2 equivalent; absent where the grid's intensity is not configured
 */
public record Footprint(Energy energy, OptionalDouble grams) {}
