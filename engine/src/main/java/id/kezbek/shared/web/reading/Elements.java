package id.kezbek.shared.web.reading;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads lists of objects, each element separately. */
public final class Elements {

    /**
     * The minimum average number of request bytes per invalid element of a list. In the response, the result of an
     * invalid element is about twice as long as this minimum. A complete purchase is longer than this minimum.
     */
    private static final int ELEMENT_BYTES_MIN = 100;

    private Elements() {}

    /**
     * Reads an object with a list as its only field. Each element is read strictly and separately, and an invalid
     * element does not affect the other elements. If a list has very many invalid and very short elements, the whole
     * request is refused, so that a response is never much longer than its request.
     *
     * @throws Refusal BAD_PAYLOAD if the body, or the list as a whole, is invalid
     */
    public static <T> List<Element<T>> readList(
            byte @Nullable [] body, String name, int maxElements, Function<Fields, T> reader) {
        JsonNode list = Fields.readStrictly(body, fields -> fields.list(name, maxElements));
        FaultList.Budget budget = new FaultList.Budget();
        List<Element<T>> elements = new ArrayList<>(list.size());
        for (JsonNode element : list) {
            elements.add(read(element, name + "[" + elements.size() + "]", reader, budget));
        }
        refuseWhereResultsAreLongerThanTheList(body, name, elements);
        return elements;
    }

    private static <T> void refuseWhereResultsAreLongerThanTheList(
            byte @Nullable [] body, String name, List<Element<T>> elements) {
        List<Refusal> faulty = elements.stream()
                .filter(Element.Faulty.class::isInstance)
                .map(element -> ((Element.Faulty<T>) element).refusal())
                .toList();
        int bytes = body == null ? 0 : body.length;
        if (faulty.size() <= FaultList.NAMED_MAX || bytes >= faulty.size() * ELEMENT_BYTES_MIN) {
            return;
        }
        List<FieldError> errors = new ArrayList<>(faulty.stream()
                .flatMap(refusal -> refusal.errors().stream())
                .limit(FaultList.NAMED_MAX)
                .toList());
        errors.add(new FieldError(
                name,
                "has " + faulty.size()
                        + " invalid elements; most are too short to be a purchase, so the list was not read further"));
        throw Refusal.badFields(errors);
    }

    /** @param place the position in the body, for messages */
    static <T> Element<T> read(JsonNode element, String place, Function<Fields, T> reader, FaultList.Budget budget) {
        if (!element.isObject()) {
            FaultList fault = new FaultList(budget);
            fault.add(new FieldError(place, "must be a JSON object"));
            return new Element.Faulty<>(Refusal.badFields(fault.toList(place)));
        }
        Fields fields = new Fields(element::get, new FaultList(budget));
        T value = reader.apply(fields);
        fields.refuseOthersThanAsked(element);
        return fields.errors.isEmpty()
                ? new Element.Good<>(value)
                : new Element.Faulty<>(Refusal.badFields(fields.errors.toList("fields").stream()
                        .map(error -> new FieldError(place + "." + error.field(), error.reason()))
                        .toList()));
    }
}
