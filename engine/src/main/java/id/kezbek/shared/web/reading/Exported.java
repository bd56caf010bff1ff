package id.kezbek.shared.web.reading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For the GET operation of a list: the list can be exported as a file, with its filters, roles and masking. The method
 * must return a {@link ListPage}, and its only parameters are the caller, path variables and the map of query
 * parameters.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Exported {
    /** The file's name without extension, for example {@code payouts}. */
    String value();
}
