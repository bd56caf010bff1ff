package id.kezbek.shared.web.reading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the GET operation of a list that can be exported as a file, with the list's filters, roles and masking. The
 * method must return a {@link ListPage}, and its only parameters are the caller, path variables and the map of query
 * parameters.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Exported {
    /** The file's name without extension, for example {@code payouts}. */
    String value();
}
