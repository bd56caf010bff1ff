package id.kezbek.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requests of the console's compiled methods: the paths of v2, and whether a request reads or changes data. No
 * code is run, so requests that happen only for some roles or refusals are found too.
 */
final class CalledPaths {

    /**
     * A path in a method, with a method that directly or indirectly calls an operation with it.
     *
     * @param path constants unchanged; {@code {}} for a value of {@code Path}; {@code \1} for a part that is known
     *     only at run time
     */
    record Call(String method, String path) {}

    private record Code(Set<String> callees, Set<String> paths, Set<String> methods) {}

    private static final String CONSOLE = "id/kezbek/console/";
    private static final String OPERATIONS = CONSOLE + "operations/Operations";
    private static final String V2 = "/api/v2/";
    private static final Set<String> READS = Set.of("get", "find", "file");
    private static final Set<String> SENT = Set.of("PUT", "PATCH", "DELETE");

    private final Map<String, Map<String, Code>> classes = new HashMap<>();

    Set<Call> of(Method page) {
        String type = MethodType.methodType(page.getReturnType(), page.getParameterTypes())
                .descriptorString();
        Set<Call> calls = new LinkedHashSet<>();
        for (String method : reached(key(internal(page.getDeclaringClass()), page.getName(), type))) {
            for (String path : code(method).paths()) {
                for (String inner : reached(method)) {
                    code(inner).methods().forEach(verb -> calls.add(new Call(verb, path)));
                }
            }
        }
        return calls;
    }

    /** The method itself, and all methods of the console that it calls. */
    private Set<String> reached(String from) {
        Set<String> found = new LinkedHashSet<>(Set.of(from));
        Deque<String> next = new ArrayDeque<>(found);
        while (!next.isEmpty()) {
            for (String callee : code(next.pop()).callees()) {
                if (found.add(callee)) {
                    next.push(callee);
                }
            }
        }
        return found;
    }

    private Code code(String method) {
        String owner = method.substring(0, method.indexOf('#'));
        return classes.computeIfAbsent(owner, CalledPaths::read)
                .getOrDefault(method, new Code(Set.of(), Set.of(), Set.of()));
    }

    private static Map<String, Code> read(String owner) {
        Map<String, Code> methods = new HashMap<>();
        try (InputStream file = CalledPaths.class.getResourceAsStream("/" + owner + ".class")) {
            byte[] bytes = Objects.requireNonNull(file, owner).readAllBytes();
            for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
                String name = key(
                        owner,
                        method.methodName().stringValue(),
                        method.methodType().stringValue());
                method.code().ifPresent(code -> methods.put(name, read(code.elementList())));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return methods;
    }

    private static Code read(List<CodeElement> elements) {
        Set<String> callees = new TreeSet<>();
        Set<String> methods = new TreeSet<>();
        List<String> texts = new ArrayList<>();
        boolean sends = false;
        for (CodeElement element : elements) {
            switch (element) {
                case ConstantInstruction constant
                when constant.constantValue() instanceof String text -> texts.add(text);
                case InvokeInstruction call
                when call.owner().asInternalName().equals(OPERATIONS) -> {
                    String name = call.name().stringValue();
                    sends |= name.equals("send");
                    verb(name).ifPresent(methods::add);
                }
                case InvokeInstruction call
                when isConsole(call.owner().asInternalName()) ->
                    callees.add(key(
                            call.owner().asInternalName(),
                            call.name().stringValue(),
                            call.type().stringValue()));
                case FieldInstruction field
                when isConsole(field.owner().asInternalName()) ->
                    callees.add(key(field.owner().asInternalName(), "<clinit>", "()V"));
                case InvokeDynamicInstruction call -> dynamic(call.bootstrapArgs(), callees, texts);
                default -> {}
            }
        }
        if (sends) {
            texts.stream().filter(SENT::contains).forEach(methods::add);
        }
        Set<String> paths = new TreeSet<>(texts);
        paths.removeIf(text -> !text.startsWith(V2));
        return new Code(callees, paths, methods);
    }

    private static Optional<String> verb(String name) {
        if (READS.contains(name)) {
            return Optional.of("GET");
        }
        return name.equals("post") || name.equals("put")
                ? Optional.of(name.toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Lambdas, and concatenated texts. */
    private static void dynamic(List<ConstantDesc> arguments, Set<String> callees, List<String> texts) {
        for (ConstantDesc argument : arguments) {
            switch (argument) {
                case String text -> texts.add(text);
                case DirectMethodHandleDesc lambda -> {
                    String owner = lambda.owner()
                            .descriptorString()
                            .replaceFirst("^L", "")
                            .replaceFirst(";$", "");
                    if (isConsole(owner)) {
                        callees.add(key(owner, lambda.methodName(), lambda.lookupDescriptor()));
                    }
                }
                default -> {}
            }
        }
    }

    private static boolean isConsole(String owner) {
        return owner.startsWith(CONSOLE) && !owner.startsWith(CONSOLE + "operations/");
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static String key(String owner, String name, String type) {
        return owner + "#" + name + type;
    }
}
