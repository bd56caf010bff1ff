package id.kezbek.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON of the event log as typed events, including the forms of older engines. */
@Component
public class EventReader {

    private record Candidate(EventFamily family, Class<? extends Event> type) {}

    private final Map<String, List<Candidate>> byKind = new HashMap<>();

    EventReader(List<EventFamily> families) {
        for (EventFamily family : families) {
            EventJson.kinds(family.type()).forEach(type -> {
                Candidate candidate = new Candidate(family, type);
                EventKind kind = EventJson.kind(type);
                add(kind.value(), candidate);
                if (!kind.former().isEmpty()) {
                    add(kind.former(), candidate);
                }
            });
        }
    }

    private void add(String kind, Candidate candidate) {
        byKind.computeIfAbsent(kind, name -> new ArrayList<>()).add(candidate);
    }

    /** The kinds of all events that have one of these types. */
    @SafeVarargs
    public final Set<String> kindsOf(Class<? extends Event>... wanted) {
        return byKind.entrySet().stream()
                .filter(kind -> kind.getValue().stream().anyMatch(candidate -> isOne(candidate, wanted)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isOne(Candidate candidate, Class<? extends Event>[] wanted) {
        return Arrays.stream(wanted).anyMatch(type -> type.isAssignableFrom(candidate.type()));
    }

    /**
     * Reads an event.
     *
     * @param wanted types of events; the data of other events is not parsed
     * @return empty if the event is of another type, or of a kind that this version does not know
     * @throws RuntimeException if the data does not fit the kind; the event then becomes a dead letter
     */
    @SafeVarargs
    public final Optional<Event> read(Fact fact, Class<? extends Event>... wanted) {
        for (Candidate candidate : byKind.getOrDefault(fact.kind(), List.of())) {
            if (isOne(candidate, wanted)) {
                ObjectNode body = (ObjectNode) EventJson.MAPPER.readTree(fact.body());
                renamePartner(body);
                if (candidate.family().upgrade(candidate.type(), body)) {
                    return Optional.of(EventJson.MAPPER.treeToValue(body, candidate.type()));
                }
            }
        }
        return Optional.empty();
    }

    /** Older engines used one name for a partner's numeric id and for its code. */
    private static void renamePartner(ObjectNode body) {
        JsonNode partner = body.remove("partner");
        if (partner != null) {
            String name = partner.isNumber() ? "partnerId" : "partnerCode";
            if (!body.has(name)) {
                body.set(name, partner);
            }
        }
    }
}
