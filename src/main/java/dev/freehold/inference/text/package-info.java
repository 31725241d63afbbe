/** Text to tokens and back: tokenizers, chat templates, thoughts and stop texts. */
@NullMarked
package dev.freehold.inference.text;

import org.jspecify.annotations.NullMarked;
