package id.kezbek.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a v2 POST that needs no {@code Idempotency-Key}, because its body contains a value that is accepted only once.
 * Examples are the reference of a purchase, and the code or token of a log-in. Operations that check unfinished forms
 * also need no key, because they record nothing and run while a person types. Every other v2 POST needs a key.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KeyedByReference {}
