package id.kezbek.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The function of all triggers of a user pool. It reads the event as plain JSON, so that it can refuse an invalid event
 * with our own message. A library's error message could contain an e-mail address from the event, and the log would
 * then contain this address.
 */
public final class CognitoTriggers implements RequestHandler<@Nullable Object, Map<String, Object>> {

    private final PreSignUp preSignUp;
    private final PostConfirmation postConfirmation = new PostConfirmation();
    private final CustomMessage customMessage = new CustomMessage();
    private final PreTokenGeneration preTokenGeneration = new PreTokenGeneration();

    /** Lambda calls this constructor: keys from the environment, time from the machine. */
    public CognitoTriggers() {
        this(System.getenv(), Clock.systemUTC());
    }

    CognitoTriggers(Map<String, String> environment, Clock clock) {
        preSignUp = new PreSignUp(() -> SignUpKeys.of(environment), clock);
    }

    /**
     * @return the event with its response, as Cognito expects it
     * @throws Refused if the event is invalid or its request is refused; Cognito shows the reason to the caller of its
     *     API
     */
    @Override
    public Map<String, Object> handleRequest(@Nullable Object json, Context context) {
        try {
            Event event = Event.of(json);
            String outcome = answer(event);
            context.getLogger().log(LogLine.of(event, outcome));
            return event.fields();
        } catch (Refused refused) {
            context.getLogger().log(LogLine.refused(json, refused));
            throw refused;
        }
    }

    private String answer(Event event) {
        String source = event.triggerSource();
        if (source.startsWith(PreSignUp.SOURCES)) {
            return preSignUp.answer(event);
        }
        if (source.startsWith(PostConfirmation.SOURCES)) {
            return postConfirmation.answer(event);
        }
        if (source.startsWith(CustomMessage.SOURCES)) {
            return customMessage.answer(event);
        }
        if (source.startsWith(PreTokenGeneration.SOURCES)) {
            return preTokenGeneration.answer(event);
        }
        throw Event.unknownSource();
    }
}
