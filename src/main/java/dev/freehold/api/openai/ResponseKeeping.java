package dev.freehold.api.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.responses.KeptResponse;
import dev.freehold.responses.KeptResponses;
import dev.freehold.responses.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Puts responses away with all that they were made from, and finds them again for the project that they belong to. */
@ApplicationScoped
class ResponseKeeping {
    private static final Logger LOG = Logger.getLogger(ResponseKeeping.class);

    private final KeptResponses kept;
    private final ObjectMapper json;

    ResponseKeeping(KeptResponses kept, ObjectMapper json) {
        this.kept = kept;
        this.json = json;
    }

    /** All that a response was made from, in the order of the conversation. */
    record Input(List<ResponseItem> input) {}

    boolean mayKeep(ResponseRequest request) {
        return request.store() && kept.isOn();
    }

    /** The response as it is answered; when this returns it is kept, or says that it is not. */
    ResponseObject finish(Caller caller, ResponseWriting writing, GeneratedText text) {
        ResponseObject response = writing.response(text);
        return response.store() && !keep(caller, response, writing.input()) ? response.notKept() : response;
    }

    private boolean keep(Caller caller, ResponseObject response, List<ResponseItem> items) {
        try {
            return kept.keep(
                    Owner.of(caller), response.id(), new KeptResponse(write(response), write(new Input(items))));
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "%s is answered and could not be kept", response.id());
            return false;
        }
    }

    /**
     * What a response was made from, and what it said: the conversation that the next one goes on with.
     *
     * @throws Fault about {@code previous_response_id}
     */
    List<ResponseItem> before(Caller caller, String id) {
        if (!kept.isOn()) {
            throw Fault.invalid(
                    "previous_response_id",
                    "'previous_response_id' is not supported: responses are not kept here. Send the conversation in 'input'.");
        }
        KeptResponse previous = kept.find(Owner.of(caller), id).orElseThrow(() -> notThere("previous_response_id"));
        List<ResponseItem> items = new ArrayList<>(ResponseItems.readAll(parse(previous.input()), "input"));
        items.addAll(ResponseItems.readAll(parse(previous.answer()), "output"));
        return items;
    }

    /** The object as it was answered. */
    String answer(Caller caller, String id) {
        return find(caller, id).answer();
    }

    List<ResponseItem> input(Caller caller, String id) {
        return ResponseItems.readAll(parse(find(caller, id).input()), "input");
    }

    void delete(Caller caller, String id) {
        if (!kept.delete(Owner.of(caller), id)) {
            throw notThere("response_id");
        }
    }

    private KeptResponse find(Caller caller, String id) {
        return kept.find(Owner.of(caller), id).orElseThrow(() -> notThere("response_id"));
    }

    private Fault notThere(String parameter) {
        return new Fault(
                        FaultCode.NOT_FOUND,
                        kept.isOn()
                                ? "There is no such response, or it is not kept any more."
                                : "Responses are not kept here.")
                .about(parameter);
    }

    private static JsonFields parse(String text) {
        return JsonFields.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a response could not be written as JSON", impossible);
        }
    }
}
