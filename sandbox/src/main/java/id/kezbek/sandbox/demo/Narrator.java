package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Answer;
import java.io.PrintStream;
import java.util.List;

/** Tells the story: what was called, what came back, where to look, and what is thereby shown. */
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
     * @param terminal whether a person watches, so that colours and moving lines make sense
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
     * Names a page of the console.
     *
     * @param path below the console's address, such as {@code /transactions/01hg…}
     */
    public void page(String path) {
        look(console + path);
    }

    /**
     * Says what is shown.
     *
     * @throws ClaimFailed where it does not hold
     */
    public void check(Claim claim) {
        if (!claim.holds()) {
            throw new ClaimFailed("not so: " + claim.text() + " (" + claim.figures() + ")");
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

    /** Shows how far something is that takes a while; close it at its end. */
    public Progress progress(String what, long total) {
        return new Progress(out, terminal, what, total);
    }

    void end(long seconds) {
        out.println();
        out.println(coloured(GREEN, "✓ " + claims + " claims hold; the story took " + seconds + " s"));
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
