/**
 * The crash suite. It runs the engine as real processes on real servers, with callers that behave like partners. The
 * schedule of disturbances, one in each cycle, depends only on a seed. At the end, the suite compares three records
 * with each other: the responses that callers got, the engine's records and the providers' bookings.
 */
@NullMarked
package id.kezbek.trials.torture;

import org.jspecify.annotations.NullMarked;
