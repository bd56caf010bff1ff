package id.kezbek.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a v2 POST whose body contains a reference that is accepted once (a purchase's reference, or a log-in's code or
 * token), so that it needs no {@code Idempotency-Key}. Every other v2 POST needs one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface KeyedByReference {}
