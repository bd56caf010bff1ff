package id.kezbek.console.frame;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adds the page to the menu of each role in its {@code @Allow}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InMenu {
    /** The key of the menu text. */
    String value();

    Section section();

    /** The page's position within its section of the menu. */
    int place();

    /** A section of the menu. Its text has the key {@code frame.section.<name>}. */
    enum Section {
        TODAY,
        MONEY,
        PARTNERS,
        RULES,
        FINANCE,
        OPERATIONS,
        OVERSIGHT
    }
}
