package io.tidings.domain.provider;

/** What a service wants to hear when its callback was understood, with the status 200. */
public record CallbackAnswer(String contentType, String body) {}
