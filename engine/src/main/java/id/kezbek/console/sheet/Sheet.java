package id.kezbek.console.sheet;

import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A page with one form. The title has the key {@code <words>.title}, and the button has the key {@code <words>.send}.
 * After an immediate action, the next page shows {@code done.<words>}. After a proposal, the next page is the page of
 * the new approval.
 *
 * @param subject the object that the form changes, for the title; may be empty
 * @param action the URL to which the form is sent
 * @param back the URL of the page to which the form belongs
 * @param preview the URL of a second button, which shows the effect of the form; its text has the key
 *     {@code <words>.preview}; null if there is no such button
 * @param check the URL of a part of the page that shows the effect while a person types; null if there is no such part
 * @param isProposal whether a second person must approve the action
 * @param refusal the refusal after the form was sent; null if the form was not refused
 */
public record Sheet(
        String words,
        String subject,
        String action,
        String back,
        @Nullable String preview,
        @Nullable String check,
        boolean isProposal,
        List<Input> inputs,
        @Nullable Refusal refusal) {

    public static final String TEMPLATE = "sheet/form";

    private static final int ACCEPTED = 202;
    private static final List<Integer> ABOUT_THE_FORM = List.of(400, 409, 422);

    /** A form for an action that needs a second person's approval. */
    public static Sheet proposal(String words, String subject, String action, String back, Input... inputs) {
        return new Sheet(words, subject, action, back, null, null, true, List.of(inputs), null);
    }

    /** A form for an action that takes effect at once. */
    public static Sheet act(String words, String subject, String action, String back, Input... inputs) {
        return new Sheet(words, subject, action, back, null, null, false, List.of(inputs), null);
    }

    /** A copy of this form with a second button for a preview. */
    public Sheet withPreview(String address) {
        return new Sheet(words, subject, action, back, address, check, isProposal, inputs, refusal);
    }

    /** A copy of this form that shows the effect while a person types. */
    public Sheet withCheck(String address) {
        return new Sheet(words, subject, action, back, preview, address, isProposal, inputs, refusal);
    }

    public Reply show(Screen screen) {
        return screen.show(TEMPLATE, this);
    }

    /** Sends the fields to an operation, without empty fields. */
    public Reply post(Screen screen, Operations operations, String path, MultiValueMap<String, String> typed) {
        return reply(screen, typed, operations.post(path, body(typed), key(typed)));
    }

    /** The idempotency key that the form contained. */
    public static String key(MultiValueMap<String, String> typed) {
        return Objects.requireNonNullElse(typed.getFirst(Forms.KEY), "");
    }

    /** The page to show after the operation's result. */
    public Reply reply(Screen screen, MultiValueMap<String, String> typed, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done(screen, done);
            case Outcome.Refused(Refusal refused) -> refused(screen, typed, refused);
        };
    }

    private Reply done(Screen screen, Outcome.Done done) {
        String approval =
                Path.of("/console/approvals/{}", done.body().path("id").asString(""));
        return done.status() == ACCEPTED && screen.link(approval) != null
                ? Reply.to(approval, "sheet.proposed")
                : Reply.to(back, words);
    }

    /**
     * The form with the typed values and the errors. Throws the refusal if its status is not 400, 409 or 422; an error
     * page then follows.
     */
    public Reply refused(Screen screen, MultiValueMap<String, String> typed, Refusal refused) {
        if (!ABOUT_THE_FORM.contains(refused.code().v2Status())) {
            throw refused;
        }
        return screen.refused(TEMPLATE, filled(typed, refused));
    }

    public Sheet filled(MultiValueMap<String, String> typed, @Nullable Refusal refused) {
        List<Input> same = inputs.stream()
                .map(input -> input.kind() == Input.Kind.FILE
                        ? input
                        : input.with(Objects.requireNonNullElse(typed.getFirst(input.name()), "")))
                .toList();
        return new Sheet(words, subject, action, back, preview, check, isProposal, same, refused);
    }

    /** The body for the operation. It contains neither empty fields nor files. */
    public Map<String, Object> body(MultiValueMap<String, String> typed) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (Input input : inputs) {
            String text = typed.getFirst(input.name());
            if (text != null && !text.isBlank() && input.kind() != Input.Kind.FILE) {
                body.put(input.name(), FieldValue.of(input, text.strip()));
            }
        }
        return body;
    }

    public boolean hasFile() {
        return inputs.stream().anyMatch(input -> input.kind() == Input.Kind.FILE);
    }

    public String label(Screen screen, Input input) {
        String label = screen.text("sheet.field." + input.name());
        return input.isRequired() ? label : screen.text("sheet.optional", label);
    }

    /** The help text of a field. A text of this form has precedence over the common text. Null if neither exists. */
    public @Nullable String help(Screen screen, Input input) {
        return screen.words()
                .find(screen.language(), words + ".help." + input.name())
                .or(() -> screen.words().find(screen.language(), "sheet.help." + input.name()))
                .orElse(null);
    }

    /** The error of a field. */
    public @Nullable String error(String name) {
        return refusal == null
                ? null
                : refusal.errors().stream()
                        .filter(error -> error.isOf(name))
                        .map(Refusal.FieldError::reason)
                        .findFirst()
                        .orElse(null);
    }

    /** The errors for which the form has no field. */
    public List<Refusal.FieldError> others() {
        return refusal == null
                ? List.of()
                : refusal.errors().stream()
                        .filter(error -> inputs.stream().noneMatch(input -> error.isOf(input.name())))
                        .toList();
    }
}
