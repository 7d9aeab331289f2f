/*
 * Does a P2P host answer? check HOST[:PORT] asks it, as `kaillera check --identify` does. Without a host it starts one for
 * practice, asks that, and shows the rest: a ping, a callback, who is on a server.
 *
 * Exit codes: 0 it answers, 1 it does not, 2 the call failed.
 */
#include <pthread.h>
#include <stdio.h>

#include "smash64_kaillera.h"

static int failed(const char *what, int32_t error)
{
    if (error != S64K_OK)
        fprintf(stderr, "%s: %s %s\n", what, s64k_error_text(error), s64k_last_error());
    return error != S64K_OK;
}

/* Prints what a check learned, and gives it back. */
static int show_check(s64k_handle result)
{
    s64k_check_info info = {.size = sizeof info};
    int exit_code = 2;

    if (!failed("s64k_check_read", s64k_check_read(result, &info))) {
        printf("%s:%d  %s\n", info.address, info.port, info.reason);
        if (info.host_name != NULL)
            printf("  %s hosts %s\n", info.host_name, info.game != NULL ? info.game : "nothing that it names");
        if (info.round_trip_ms >= 0)
            printf("  %.1f ms there and back, %u datagrams sent\n", info.round_trip_ms, info.datagrams_sent);
        if (info.warning != NULL)
            printf("  %s\n", info.warning);
        exit_code = info.reachable ? 0 : 1;
    }

    s64k_release(result);
    return exit_code;
}

static int check(const char *host)
{
    s64k_check_options options = {.size = sizeof options, .mode = S64K_MODE_IDENTIFY, .until_left = 1};
    s64k_handle result;

    return failed("s64k_check", s64k_check(host, &options, &result)) ? 2 : show_check(result);
}

/* What a user interface would hand to its own thread. */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    int has_ended;
    int32_t error;
    s64k_handle result;
} outcome;

static void on_end(s64k_handle operation, int32_t error, s64k_handle result, void *user_data)
{
    outcome *to = user_data;

    (void)operation;
    pthread_mutex_lock(&to->lock);
    to->error = error;
    to->result = result;
    to->has_ended = 1;
    pthread_cond_signal(&to->ended);
    pthread_mutex_unlock(&to->lock);
}

static int check_with_callback(const char *host)
{
    outcome to = {.lock = PTHREAD_MUTEX_INITIALIZER, .ended = PTHREAD_COND_INITIALIZER};
    s64k_handle operation;

    if (failed("s64k_check_start", s64k_check_start(host, NULL, on_end, &to, &operation)))
        return 2;
    pthread_mutex_lock(&to.lock);
    while (!to.has_ended)
        pthread_cond_wait(&to.ended, &to.lock);
    pthread_mutex_unlock(&to.lock);
    s64k_release(operation);
    return to.error == S64K_OK ? show_check(to.result) : 2;
}

static int ping(const char *host)
{
    s64k_ping_options options = {.size = sizeof options, .count = 5, .interval_ms = 100};
    s64k_ping_info info = {.size = sizeof info};
    s64k_handle result;

    if (failed("s64k_ping_host", s64k_ping_host(host, &options, &result)))
        return 2;
    if (!failed("s64k_ping_read", s64k_ping_read(result, &info)))
        printf("%s:%d  %d of %d pings came back, %.1f ms, %d frame(s) of delay\n", info.address, info.port, info.received, info.sent,
               info.mean_ms, info.frames);
    s64k_release(result);
    return info.reachable ? 0 : 1;
}

static int query(const char *server)
{
    s64k_query_info info = {.size = sizeof info};
    s64k_handle result;

    if (failed("s64k_query_server", s64k_query_server(server, NULL, &result)))
        return 2;
    if (!failed("s64k_query_read", s64k_query_read(result, &info))) {
        printf("%s:%d  %s\n", info.address, info.port, info.reason);
        for (int32_t i = 0; i < info.user_count; i++) {
            s64k_user user = {.size = sizeof user};

            if (s64k_query_user(result, i, &user) == S64K_OK)
                printf("  %s, %.0f ms\n", user.name, user.ping_ms);
        }
    }

    s64k_release(result);
    return info.reachable ? 0 : 1;
}

/* Starts a host or a server on a free port of this machine, and writes where. */
static s64k_handle practise(int32_t (S64K_CALL *start)(const s64k_practice_options *, s64k_handle *), char *where, size_t size)
{
    s64k_practice_options options = {.size = sizeof options, .port = -1, .address = "127.0.0.1"};
    s64k_practice_info info = {.size = sizeof info};
    s64k_handle practice = 0;

    if (!failed("practice", start(&options, &practice)) && !failed("s64k_practice_read", s64k_practice_read(practice, &info)))
        snprintf(where, size, "%s:%d", info.address, info.port);
    return practice;
}

int main(int argc, char **argv)
{
    int exit_code;

    if (argc > 1) {
        exit_code = check(argv[1]);
    } else {
        char at[32] = "";
        s64k_handle host = practise(s64k_practice_host_start, at, sizeof at);

        exit_code = check(at) | check_with_callback(at) | ping(at);
        s64k_release(host);

        s64k_handle server = practise(s64k_practice_server_start, at, sizeof at);
        exit_code |= query(at);
        s64k_release(server);
    }

    /* Whoever was visited is left before the program ends. */
    return failed("s64k_shutdown", s64k_shutdown(2000)) ? 2 : exit_code;
}
