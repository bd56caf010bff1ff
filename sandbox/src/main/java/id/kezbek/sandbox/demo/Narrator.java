package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Answer;
import java.io.PrintStream;
import java.util.List;

/** Prints the demo's steps: requests, responses, addresses of console pages, and the checked statements. */
public final class Narrator {

    private static final String PLAIN = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String CYAN = "\u001b[36m";

    private final PrintStream out;
    private final boolean terminal;
    private final String console;
    private int steps;
    private int claims;

    /**
     * @param terminal whether the output is a terminal that supports colours and progress lines
     *
     * @param console the address of the console
     */
    Narrator(PrintStream out, boolean terminal, String console) {
        this.out = out;
        this.terminal = terminal;
        this.console = console;
    }

    public void step(String title) {
        steps++;
        out.println();
        out.println(coloured(BOLD, steps + ". " + title));
    }

    public void call(String what) {
        out.println("   → " + what);
    }

    public void answer(Answer answer) {
        out.println("   ← " + answer.status() + " " + coloured(DIM, answer.shortened()));
    }

    public void say(String line) {
        out.println("   " + line);
    }

    public void look(String where) {
        out.println("   look: " + coloured(CYAN, where));
    }

    /**
     * Prints the address of a page of the console.
     *
     * @param path the path below the console's address, for example {@code /transactions/01hg…}
     */
    public void page(String path) {
        look(console + path);
    }

    /**
     * Prints a statement and checks it.
     *
     * @throws ClaimFailed if the statement is false
     */
    public void check(Claim claim) {
        if (!claim.holds()) {
            throw new ClaimFailed("false statement: " + claim.text() + " (" + claim.figures() + ")");
        }
        claims++;
        String figures = claim.figures().isEmpty() ? "" : coloured(DIM, "  " + claim.figures());
        out.println("   " + coloured(GREEN, "✓") + " " + claim.text() + figures);
    }

    public void check(String text, boolean holds, String figures) {
        check(new Claim(text, holds, figures));
    }

    public void check(List<Claim> all) {
        all.forEach(this::check);
    }

    /** Shows the progress of a longer step. Close it at the end of the step. */
    public Progress progress(String what, long total) {
        return new Progress(out, terminal, what, total);
    }

    void end(long seconds) {
        out.println();
        out.println(coloured(GREEN, "✓ " + claims + " statements are true; the demo took " + seconds + " s"));
        out.flush();
    }

    void failure(String line) {
        out.println();
        out.println(coloured(RED, "✗ " + line));
        out.flush();
    }

    private String coloured(String colour, String text) {
        return terminal ? colour + text + PLAIN : text;
    }
}
