package id.kezbek.sandbox.torture;

import id.kezbek.sandbox.torture.disturbances.Disturbance;

/** @param number from 1 */
public record Cycle(int number, Disturbance disturbance) {}
