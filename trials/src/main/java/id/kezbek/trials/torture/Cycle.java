package id.kezbek.trials.torture;

import id.kezbek.trials.torture.disturbances.Disturbance;

/** @param number from 1 */
public record Cycle(int number, Disturbance disturbance) {}
