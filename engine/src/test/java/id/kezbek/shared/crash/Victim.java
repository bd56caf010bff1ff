package id.kezbek.shared.crash;

/** A separate process that reaches one crash point several times and prints how often it survived. */
final class Victim {

    static final String POINT = "test.victim-busy";

    private static final CrashPoint BUSY = CrashPoint.named(POINT, "the victim is busy");

    private Victim() {}

    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        CrashPoints.announce();
        int times = Integer.parseInt(arguments[0]);
        for (int time = 1; time <= times; time++) {
            BUSY.reached();
            System.out.println("survived " + time);
        }
    }
}
