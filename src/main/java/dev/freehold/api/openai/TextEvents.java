package dev.freehold.api.openai;

import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.GeneratedText.Part;
import java.util.List;

/** The objects that one endpoint's stream is made of. */
interface TextEvents {

    /** Before the first piece of so many texts. */
    List<Object> begin(int choices);

    /** Often one, and none for a piece of which the protocol has no word. */
    List<Object> part(Part part);

    /** After the last piece of all. */
    List<Object> end(GeneratedText text);
}
