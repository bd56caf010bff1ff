package id.kezbek.shared.crash;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The crash points that the engine's compiled classes declare, and those that they reach. */
record DeclaredPoints(List<Declared> all, Set<Constant> reached) {

    /** A field of a class, as in the bytecode. */
    record Constant(String owner, String field) {}

    record Declared(Constant constant, boolean isPrivateConstant, CrashPoint point) {

        boolean isReached(Set<Constant> reached) {
            return reached.contains(constant);
        }
    }

    private static final String TYPE = "Lid/kezbek/shared/crash/CrashPoint;";
    private static final String OWNER = "id/kezbek/shared/crash/CrashPoint";

    static DeclaredPoints ofEngine() throws IOException, URISyntaxException {
        Path classes = Path.of(CrashPoint.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Declared> declared = new ArrayList<>();
        Set<Constant> reached = new HashSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                for (FieldModel field : model.fields()) {
                    if (field.fieldType().equalsString(TYPE)) {
                        declared.add(declared(model, field));
                    }
                }
                model.methods().forEach(method -> addReached(method, reached));
            }
        }
        return new DeclaredPoints(declared, reached);
    }

    private static Declared declared(ClassModel model, FieldModel field) {
        String owner = model.thisClass().asInternalName();
        String name = field.fieldName().stringValue();
        boolean isPrivateConstant =
                field.flags().flags().containsAll(Set.of(AccessFlag.PRIVATE, AccessFlag.STATIC, AccessFlag.FINAL));
        try {
            var constant = Class.forName(owner.replace('/', '.')).getDeclaredField(name);
            constant.setAccessible(true);
            return new Declared(new Constant(owner, name), isPrivateConstant, (CrashPoint) constant.get(null));
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(owner + "." + name, unreadable);
        }
    }

    /** A point is reached if its field is loaded and {@code reached()} is called on it directly afterwards. */
    private static void addReached(MethodModel method, Set<Constant> reached) {
        CodeElement before = null;
        for (CodeElement now : method.code().map(code -> code.elementList()).orElse(List.of())) {
            if (now instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals(OWNER)
                    && call.name().equalsString("reached")
                    && before instanceof FieldInstruction load
                    && load.opcode() == Opcode.GETSTATIC) {
                reached.add(
                        new Constant(load.owner().asInternalName(), load.name().stringValue()));
            }
            if (now instanceof java.lang.classfile.Instruction) {
                before = now;
            }
        }
    }
}
