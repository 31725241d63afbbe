package dev.freehold.api.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.TensorInference;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The body of a call.
 *
 * @param binaryByDefault whether outputs are sent as bytes that do not say how they want to be sent
 */
record InferRequest(Optional<String> id, List<Tensor> inputs, List<Output> outputs, boolean binaryByDefault) {

    /** An output that is asked for by name. */
    record Output(String name, boolean isBinary) {}

    static InferRequest read(InferBody body, String model) {
        JsonFields fields = JsonFields.parse(body.json())
                .only("id", "parameters", "inputs", "outputs", "model_name", "model_version");
        checkName(fields, model);
        boolean binary = fields.object("parameters")
                .map(parameters -> parameters.only("binary_data_output").flag("binary_data_output"))
                .orElse(false);
        List<Tensor> inputs = new ArrayList<>();
        for (JsonFields input : fields.objects("inputs")) {
            inputs.add(input(input.only("name", "shape", "datatype", "parameters", "data"), body));
        }
        body.checkEnd();
        List<Output> outputs = fields.objects("outputs").stream()
                .map(output -> output(output.only("name", "parameters"), binary))
                .toList();
        return new InferRequest(fields.text("id"), inputs, outputs, binary);
    }

    /** The path says which model is meant; some clients say it again. */
    private static void checkName(JsonFields fields, String model) {
        if (!fields.text("model_name").orElse(model).equals(model)) {
            throw Fault.invalid("model_name", "'model_name' names another model than the path.");
        }
        if (!fields.text("model_version").orElse(TensorInference.VERSION).equals(TensorInference.VERSION)) {
            throw TensorInference.noSuchVersion();
        }
    }

    private static Tensor input(JsonFields fields, InferBody body) {
        TensorType type = type(fields);
        List<Long> shape = shape(fields);
        OptionalLong size = fields.object("parameters")
                .map(parameters ->
                        parameters.only("binary_data_size").wholeNumber("binary_data_size", 0, Integer.MAX_VALUE))
                .orElseGet(OptionalLong::empty);
        if (size.isPresent() == fields.value("data").isPresent()) {
            throw Fault.invalid(
                    fields.pathOf("data"),
                    "An input has either 'data' or 'parameters.binary_data_size', and not both.");
        }
        ByteBuffer data = size.isPresent()
                ? body.take(fields.pathOf("parameters.binary_data_size"), size.getAsLong())
                : JsonTensor.read(fields, type, shape);
        return new Tensor(fields.requiredText("name"), type, shape, data);
    }

    private static TensorType type(JsonFields fields) {
        return TensorType.named(fields.requiredText("datatype"))
                .orElseThrow(() -> Fault.invalid(
                        fields.pathOf("datatype"),
                        "There is no such datatype; there are %s.".formatted(TensorType.names())));
    }

    private static List<Long> shape(JsonFields fields) {
        if (fields.value("shape").isEmpty()) {
            throw fields.missing("shape");
        }
        List<Long> shape = new ArrayList<>();
        for (JsonNode dimension : fields.array("shape")) {
            if (!dimension.isIntegralNumber() || !dimension.canConvertToLong() || dimension.longValue() < 0) {
                throw fields.wrong(
                        "shape[%d]".formatted(shape.size()), "a whole number that is not negative", dimension);
            }
            shape.add(dimension.longValue());
        }
        return shape;
    }

    private static Output output(JsonFields fields, boolean binaryByDefault) {
        boolean isBinary = fields.object("parameters")
                .map(parameters -> parameters.only("binary_data"))
                .filter(parameters -> parameters.value("binary_data").isPresent())
                .map(parameters -> parameters.flag("binary_data"))
                .orElse(binaryByDefault);
        return new Output(fields.requiredText("name"), isBinary);
    }

    TensorInference.Wish wish(String model, Optional<String> version) {
        return new TensorInference.Wish(
                model, version, inputs, outputs.stream().map(Output::name).toList());
    }

    boolean wantsBytes(String output) {
        return outputs.stream()
                .filter(wanted -> wanted.name().equals(output))
                .findFirst()
                .map(Output::isBinary)
                .orElse(binaryByDefault);
    }
}
