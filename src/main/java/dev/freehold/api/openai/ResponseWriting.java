package dev.freehold.api.openai;

import dev.freehold.gateway.GeneratedText;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response while it is written. Whoever wants it whole drops the events and takes {@link #response} at the end, so what is
 * streamed and what is answered whole cannot differ. Used by one thread.
 */
final class ResponseWriting {
    private final String id = ResponseItem.newId("resp_");
    private final long created = Instant.now().getEpochSecond();
    private final ResponseRequest request;
    private final String model;
    private final boolean keeps;
    private final boolean hasLogprobs;
    private final List<ResponseItem> output = new ArrayList<>();
    private @Nullable OpenItem open;
    private String status = ResponseItem.IN_PROGRESS;
    private int events;

    /**
     * A response of which nothing is written.
     *
     * @param model the one that answers
     * @param keeps whether it is going to be kept
     */
    ResponseWriting(ResponseRequest request, String model, boolean keeps) {
        this.request = request;
        this.model = model;
        this.keeps = keeps;
        this.hasLogprobs = request.generation().topLogprobs().isPresent();
    }

    /** All that it is made from. */
    List<ResponseItem> input() {
        return request.items();
    }

    List<ResponseEvent> begin() {
        ResponseObject response = response(status, null, null);
        return List.of(
                ResponseEvent.response("response.created", number(), response),
                ResponseEvent.response("response.in_progress", number(), response));
    }

    /** What a piece adds; after the last one the response is as it will be. */
    List<ResponseEvent> add(Piece piece) {
        List<ResponseEvent> news = new ArrayList<>();
        switch (piece) {
            case Piece.Text(String text, var tokens) -> write(OpenItem.Text.Kind.MESSAGE, text, tokens, news);
            case Piece.Reasoning(String text, var tokens) -> write(OpenItem.Text.Kind.REASONING, text, tokens, news);
            case Piece.Call call -> write(call, news);
            case Piece.End(FinishReason reason) -> end(reason, news);
        }
        return news;
    }

    /** The last event. */
    ResponseEvent last(ResponseObject response) {
        return ResponseEvent.response("response." + response.status(), number(), response);
    }

    /** The response after its last piece. */
    ResponseObject response(GeneratedText text) {
        return response(status, null, text);
    }

    /** The response of a call that failed half-way. */
    ResponseObject failed(String code, String message) {
        return response("failed", new ResponseObject.Failure(code, message), null)
                .notKept();
    }

    private void write(OpenItem.Text.Kind kind, String text, List<TokenLogprob> tokens, List<ResponseEvent> news) {
        OpenItem.Text item = open instanceof OpenItem.Text writing && writing.is(kind)
                ? writing
                : begin(new OpenItem.Text(kind, place(news)), news);
        news.add(item.add(text, hasLogprobs ? ChatLogprobs.entries(tokens) : List.of(), request.obfuscates()));
    }

    /** A call is closed by what comes after it: only then is it known whether it was cut short. */
    private void write(Piece.Call piece, List<ResponseEvent> news) {
        switch (piece) {
            case Piece.Call.Begin(int index, String callId, String name) ->
                begin(new OpenItem.Call(callId, name, place(news)), news);
            case Piece.Call.Arguments(int index, String fragment) -> {
                if (open instanceof OpenItem.Call call) {
                    news.add(call.add(fragment, request.obfuscates()));
                }
            }
            case Piece.Call.End(int index) -> {}
        }
    }

    private void end(FinishReason reason, List<ResponseEvent> news) {
        if (output.isEmpty() && open == null) {
            begin(new OpenItem.Text(OpenItem.Text.Kind.MESSAGE, place(news)), news);
        }
        status = switch (reason) {
            case STOP, TOOL_CALLS -> ResponseItem.COMPLETED;
            case LENGTH -> ResponseItem.INCOMPLETE;
        };
        close(status, news);
    }

    /** The place of the next item, once the one before is done. */
    private OpenItem.Place place(List<ResponseEvent> news) {
        close(ResponseItem.COMPLETED, news);
        return new OpenItem.Place(output.size(), this::number);
    }

    private <T extends OpenItem> T begin(T item, List<ResponseEvent> news) {
        news.addAll(item.begin());
        open = item;
        return item;
    }

    private void close(String how, List<ResponseEvent> news) {
        OpenItem item = open;
        if (item != null) {
            news.addAll(item.end(how));
            output.add(item.item(how));
            open = null;
        }
    }

    private ResponseObject response(String now, ResponseObject.@Nullable Failure error, @Nullable GeneratedText text) {
        return new ResponseObject(
                id,
                "response",
                created,
                now.equals(ResponseItem.COMPLETED) ? Instant.now().getEpochSecond() : null,
                now,
                false,
                error,
                now.equals(ResponseItem.INCOMPLETE) ? ResponseObject.IncompleteDetails.LENGTH : null,
                model,
                List.copyOf(output),
                text == null ? null : ResponseObject.Usage.of(text),
                keeps,
                request.wish());
    }

    private int number() {
        return events++;
    }
}
