package dev.freehold.api.openai;

import dev.freehold.core.Usage;
import dev.freehold.inference.TokenStream.FinishReason;
import java.util.List;

/** The objects that one endpoint's stream is made of. */
interface TextEvents {

    /** Before the first text. */
    List<Object> begin();

    Object text(String text);

    /** After the last text. */
    List<Object> end(FinishReason reason, Usage usage);
}
