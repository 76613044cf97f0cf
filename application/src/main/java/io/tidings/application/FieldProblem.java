package io.tidings.application;

/**
 * One thing that is wrong with a request.
 *
 * @param field   its path in the request: {@code settings.TWILIO_ACCOUNT_SID}, {@code sendTo.recipients[3]}
 * @param message what is wrong and what to do, as a clause that follows the field; never a secret's value
 */
public record FieldProblem(String field, String message) {}
