package id.kezbek.console;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A person at the console, whose steps are counted.
 */
final class Person {

    private static final int STEPS_OF_LOG_IN = 4;

    private final Reader reader;
    private final Page page;
    private int steps;
    private int clicks;

    Person(Reader reader) {
        this.reader = reader;
        this.page = reader.page();
    }

    Page page() {
        return page;
    }

    Reader reader() {
        return reader;
    }

    /** Clicks, keys and filled fields since the last task began. */
    int steps() {
        return steps;
    }

    /** Clicks and keys since the last task began, without those of decisions. */
    int clicks() {
        return clicks;
    }

    void begin() {
        steps = 0;
        clicks = 0;
    }

    void logIn() {
        reader.logIn();
        steps += STEPS_OF_LOG_IN;
    }

    void logInWithPasskey() {
        reader.enterCode();
        steps += STEPS_OF_LOG_IN;
        click("form[data-passkey] button");
        page.locator("main#page").waitFor();
    }

    void click(String selector) {
        clicks++;
        step(selector);
    }

    /** The click that carries out what the person has decided; it is a step, but no way to it. */
    void decide(String selector) {
        step(selector);
    }

    private void step(String selector) {
        steps++;
        page.locator(selector).first().click();
    }

    /** Drops files on a form; counted as a click. */
    void drop(String selector, List<Path> files) {
        clicks++;
        steps++;
        JSHandle dropped =
                page.evaluateHandle("""
                files => {
                  const all = new DataTransfer();
                  files.forEach(([name, text]) => all.items.add(new File([text], name)));
                  return all;
                }""", files.stream().map(Person::nameAndText).toList());
        page.dispatchEvent(selector, "drop", Map.of("dataTransfer", dropped));
    }

    private static List<String> nameAndText(Path file) {
        try {
            return List.of(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void menu(String path) {
        click("nav a[href='" + path + "']");
        page.waitForURL("**" + path);
    }

    void fill(String selector, String text) {
        steps++;
        page.locator(selector).fill(text);
    }

    void choose(String selector, String value) {
        steps++;
        page.locator(selector).selectOption(value);
    }

    void press(String key) {
        steps++;
        clicks++;
        page.keyboard().press(key);
    }

    void type(String text) {
        steps++;
        page.keyboard().type(text);
    }

    void see(String selector) {
        page.locator(selector).first().waitFor();
    }

    void download(String selector) {
        page.waitForDownload(() -> click(selector)).path();
    }
}
