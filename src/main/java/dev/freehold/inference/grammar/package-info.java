/** Says, byte by byte, what may come next in a text that must have a given form, and which tokens of a vocabulary that leaves. */
@NullMarked
package dev.freehold.inference.grammar;

import org.jspecify.annotations.NullMarked;
