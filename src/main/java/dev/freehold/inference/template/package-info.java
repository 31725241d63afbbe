/** Renders a model's chat template as Python's Jinja would, without letting the template out of its box. */
@NullMarked
package dev.freehold.inference.template;

import org.jspecify.annotations.NullMarked;
