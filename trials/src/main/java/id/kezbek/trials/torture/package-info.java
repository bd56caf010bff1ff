/**
 * The crash suite. It runs the engine as real processes on real servers, lets callers behave as partners do, hurts one
 * thing a cycle by a schedule that a seed decides, and at the end holds three accounts against each other: what callers
 * were told, what the engine recorded, and what the providers booked.
 */
@NullMarked
package id.kezbek.trials.torture;

import org.jspecify.annotations.NullMarked;
