package id.kezbek.console.frame;

import id.kezbek.shared.Refusal;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sentences that the engine's compiled classes may say to people, with an example for each value. A class that says
 * something has a call with a sentence, for example a refusal. All its texts of two or more words are sentences, except those
 * for the log, the database or a program.
 */
final class WrittenSentences {

    /** Methods and constructors that take a sentence. */
    private static final Set<String> SAY = Set.of(
            "id/kezbek/shared/Refusal",
            "id/kezbek/shared/Refusal$FieldError",
            "id/kezbek/partners/Logo$Reading$Refused",
            "id/kezbek/reconciliation/parsing/BadRow",
            "id/kezbek/cashback/rules/Verdict",
            "id/kezbek/closing/CloseCheck$Result",
            "id/kezbek/jobs/JobOutcome",
            "id/kezbek/jobs/JobOutcome$Done",
            "id/kezbek/jobs/JobOutcome$Alarm",
            "id/kezbek/jobs/Job",
            "id/kezbek/jobs/DraftedJob");

    /** Classes whose sentences another class says. */
    private static final Set<String> SAID_ELSEWHERE = Set.of(
            "id/kezbek/approvals/Duties",
            "id/kezbek/approvals/Duty",
            "id/kezbek/billing/terms/CreditLimitAct",
            "id/kezbek/billing/terms/RefundTermsAct",
            "id/kezbek/cashback/rules/RuleCost",
            "id/kezbek/cashback/rules/RuleReview",
            "id/kezbek/loyalty/ladder/LadderFinding",
            "id/kezbek/notifications/templates/MailHtml",
            "id/kezbek/payouts/outcome/Settlement",
            "id/kezbek/payouts/pricing/TariffReview",
            "id/kezbek/payouts/pricing/Verdict",
            "id/kezbek/reconciliation/bridge/FloatBridge",
            "id/kezbek/shared/NumberPlan",
            "id/kezbek/shared/Texts",
            "id/kezbek/shared/web/reading/FaultList",
            "id/kezbek/shared/web/reading/TextRules");

    /** Methods that write a number before the text. */
    private static final Set<String> COUNTED = Set.of("counts", "counted", "missing");

    /** Calls whose texts are not for people on a page. */
    private static final Pattern FOR_OTHERS = Pattern.compile(
            "org/springframework/.*|org/slf4j/.*|java/lang/Illegal.*|java/io/.*|java/sql/.*|java/util/regex/.*"
                    + "|java/util/Objects|java/time/.*|id/kezbek/shared/crash/.*|id/kezbek/shared/sql/.*"
                    + "|id/kezbek/approvals/audit/.*|id/kezbek/approvals/AuditEntry|id/kezbek/shared/security/.*|id/kezbek/shared/traces/.*");

    private static final Pattern DATABASE = Pattern.compile(
            "(?is)\\s*(select|insert|update [a-z_.]+ set|delete from|with [a-z_]+ |where |and [a-z_.]+ (=|<|>|in|is)|order by|group by"
                    + "|having|for update|set local|lock table|offset|limit|copy |default-src |state (=|in)|[a-z_]+\\.[a-z_]+ (=|in|,)).*");

    /** A sentence begins in lower case, because it may follow another text, or with a value; a job's purpose ends with a full stop. */
    private static final Pattern SENTENCE = Pattern.compile("(?s)[ ;,(]*[a-z\u0001].*|[A-Z][a-z].*\\.");

    private static final Pattern WORDS =
            Pattern.compile("(?s).*[a-z]{2,} .*[a-z]{2,}.*|.*\u0001 [a-z]{3,}.*|.*[a-z]{2,} \u0001.*");

    private WrittenSentences() {}

    /** The sentences, with an example for each value, and the class of each. */
    static Map<String, String> ofEngine() throws IOException, URISyntaxException {
        Path classes = Path.of(Refusal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                String owner = model.thisClass().asInternalName();
                if (SAID_ELSEWHERE.contains(owner) || model.methods().stream().anyMatch(WrittenSentences::says)) {
                    model.methods().forEach(method -> add(all, owner, method));
                }
            }
        }
        return all;
    }

    private static boolean says(MethodModel method) {
        return elements(method).stream()
                .anyMatch(element -> element instanceof InvokeInstruction call
                        && SAY.contains(call.owner().asInternalName())
                        && call.typeSymbol().parameterList().stream()
                                .anyMatch(type -> type.descriptorString().equals("Ljava/lang/String;")));
    }

    private static void add(Map<String, String> all, String owner, MethodModel method) {
        if (method.methodName().equalsString("toString") || isRecordOfApproval(owner, method)) {
            return;
        }
        List<CodeElement> code = elements(method);
        for (int i = 0; i < code.size(); i++) {
            Optional<String> text = text(code.get(i));
            if (text.isPresent()
                    && SENTENCE.matcher(text.get()).matches()
                    && WORDS.matcher(text.get()).matches()
                    && !DATABASE.matcher(text.get()).matches()
                    && !isForOthers(taker(code, i))) {
                boolean isCounted = taker(code, i)
                        .filter(call -> COUNTED.contains(call.name().stringValue()))
                        .isPresent();
                all.put(example(isCounted ? "\u0001 " + text.get() : text.get()), owner);
            }
        }
    }

    /** What an approval stores as its sentence is shown as it was approved. */
    private static boolean isRecordOfApproval(String owner, MethodModel method) {
        return owner.endsWith("Act")
                && method.methodName().stringValue().matches("(?:lambda\\$)?(?:words|subject)(?:\\$.*)?");
    }

    private static boolean isForOthers(Optional<InvokeInstruction> taker) {
        return taker.filter(call ->
                        FOR_OTHERS.matcher(call.owner().asInternalName()).matches())
                .isPresent();
    }

    private static List<CodeElement> elements(MethodModel method) {
        return method.code().map(code -> code.elementList()).orElse(List.of());
    }

    /** A constant, or the recipe of a text with values, which are {@code \1}. */
    private static Optional<String> text(CodeElement element) {
        return switch (element) {
            case ConstantInstruction constant when constant.constantValue() instanceof String text -> Optional.of(text);
            case InvokeDynamicInstruction call
            when call.name().equalsString("makeConcatWithConstants") -> Optional.of(recipe(call));
            default -> Optional.empty();
        };
    }

    /** {@code \2} in a recipe is a constant that itself contains {@code \1} or {@code \2}. */
    private static String recipe(InvokeDynamicInstruction call) {
        List<java.lang.constant.ConstantDesc> arguments = call.bootstrapArgs();
        String recipe = String.valueOf(arguments.getFirst());
        for (int i = 1; i < arguments.size(); i++) {
            recipe = recipe.replaceFirst(
                    "\u0002", java.util.regex.Matcher.quoteReplacement(String.valueOf(arguments.get(i))));
        }
        return recipe;
    }

    /** The next call that takes a text. */
    private static Optional<InvokeInstruction> taker(List<CodeElement> code, int from) {
        for (CodeElement element : code.subList(from + 1, code.size())) {
            if (element instanceof InvokeInstruction call
                    && call.typeSymbol().parameterList().stream()
                            .anyMatch(type -> type.descriptorString().equals("Ljava/lang/String;")
                                    || type.descriptorString().equals("Ljava/lang/Object;"))) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }

    /** The sentence with {@code 7001}, {@code 7002} … as its values, without the blanks around it. */
    private static String example(String text) {
        StringBuilder example = new StringBuilder();
        int value = 7000;
        for (char one : text.toCharArray()) {
            example.append(one == '\u0001' ? Integer.toString(++value) : String.valueOf(one));
        }
        return example.toString().strip();
    }
}
