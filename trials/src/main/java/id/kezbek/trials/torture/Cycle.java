package id.kezbek.trials.torture;

import id.kezbek.trials.torture.disturbances.Disturbance;

/** @param number the number of the cycle, starting at 1 */
public record Cycle(int number, Disturbance disturbance) {}
