/** Partners over HTTP: onboarding as v1's clients know it, and v2's operations for those who look after partners. */
@NullMarked
package id.kezbek.partners.web;

import org.jspecify.annotations.NullMarked;
