/*
 * What the header promises, against the library as a C program meets it: layouts, wrong arguments, handles, threads, callbacks,
 * cancellations. Built with the address and undefined behaviour sanitizers; tests/native/run does all.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "smash64_kaillera.h"

static int passed, broken;
static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;

static void count(int is_true, const char *what, int line)
{
    pthread_mutex_lock(&count_lock);
    if (is_true)
        passed++;
    else {
        broken++;
        fprintf(stderr, "contract.c:%d: %s, last error: %s\n", line, what, s64k_last_error());
    }
    pthread_mutex_unlock(&count_lock);
}

#define EXPECT(condition) count((condition) != 0, #condition, __LINE__)
#define EXPECT_ERROR(code, call) EXPECT((call) == (code))
#define SAYS(text) EXPECT(strstr(s64k_last_error(), text) != NULL)

/* A port that hears and never answers. */
static int silent_socket(char *where, size_t size)
{
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;

    if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) != 0 || getsockname(s, (struct sockaddr *)&at, &length) != 0)
        exit(3);
    snprintf(where, size, "127.0.0.1:%d", ntohs(at.sin_port));
    return s;
}

static s64k_handle start_practice(int32_t (S64K_CALL *start)(const s64k_practice_options *, s64k_handle *), char *where, size_t size)
{
    s64k_practice_options options = {.size = sizeof options, .port = -1, .address = "127.0.0.1"};
    s64k_practice_info info = {.size = sizeof info};
    s64k_handle practice = 0;

    EXPECT_ERROR(S64K_OK, start(&options, &practice));
    EXPECT_ERROR(S64K_OK, s64k_practice_read(practice, &info));
    snprintf(where, size, "%s:%d", info.address, info.port);
    return practice;
}

static void layouts_are_the_same_on_both_sides(void)
{
#define LAYOUT_STRUCT(struct_name) EXPECT(s64k_layout(#struct_name) == (int32_t)sizeof(struct_name));
#define LAYOUT_FIELD(struct_name, field) EXPECT(s64k_layout(#struct_name "." #field) == (int32_t)offsetof(struct_name, field));
#include "layout.inc"
    EXPECT(s64k_layout("s64k_nothing") == -1);
    EXPECT(s64k_layout("") == -1);
    EXPECT(s64k_layout(NULL) == -1);
}

static void every_error_has_a_text(void)
{
    EXPECT(s64k_abi() == S64K_ABI);
    EXPECT(s64k_version()[0] >= '0' && s64k_version()[0] <= '9');
    for (int32_t error = -2; error < 12; error++)
        EXPECT(strlen(s64k_error_text(error)) > 0);
}

static void addresses_follow_the_rules_of_the_page(void)
{
    s64k_validation validation = {.size = sizeof validation};

    EXPECT_ERROR(S64K_OK, s64k_validate("203.0.113.7", 27886, &validation));
    EXPECT(validation.address_valid == 1 && validation.port_valid == 1 && validation.scope == S64K_SCOPE_DOCUMENTATION);
    EXPECT_ERROR(S64K_OK, s64k_validate("203.0.113.7", 27886, NULL));
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_validate("203.0.113.700", 27886, &validation));
    EXPECT(validation.address_valid == 0 && validation.port_valid == 1 && validation.scope == S64K_SCOPE_UNKNOWN);
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_validate("203.0.113.7", 1024, &validation));
    EXPECT(validation.address_valid == 1 && validation.port_valid == 0);
    SAYS("1024");

    s64k_end_point found = {.size = sizeof found};
    EXPECT_ERROR(S64K_OK, s64k_find_end_point("My IP: 203.0.113.7:27999 \xe3\x83\xab", 0, &found));
    EXPECT(strcmp(found.address, "203.0.113.7") == 0 && found.port == 27999);
    EXPECT_ERROR(S64K_OK, s64k_find_end_point("203.0.113.7", 0, &found));
    EXPECT(found.port == 27886);
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_find_end_point("203.0.113.7 or 203.0.113.8", 0, &found));
    SAYS("203.0.113.8");
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_find_end_point("nothing", 0, &found));
}

static void wrong_arguments_are_named(void)
{
    s64k_handle handle = 77;
    s64k_check_options options = {.size = sizeof options};
    char *endless = malloc(70000);

    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check(NULL, NULL, &handle));
    EXPECT(handle == 0);
    SAYS("host must not be NULL");
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("127.0.0.1", NULL, NULL));
    SAYS("result must not be NULL");
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("127.0.0.1:0", NULL, &handle));
    SAYS("127.0.0.1:0");
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("a b", NULL, &handle));
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("\xff\xfe", NULL, &handle));
    SAYS("UTF-8");
    memset(endless, 'a', 69999);
    endless[69999] = 0;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check(endless, NULL, &handle));
    free(endless);

    options.mode = 7;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("127.0.0.1", &options, &handle));
    SAYS("mode is 7");
    options.mode = S64K_MODE_QUIET;
    options.timeout_ms = 60001;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("127.0.0.1", &options, &handle));
    SAYS("timeout_ms is 60001");
    options.timeout_ms = 0;
    options.until_left = 2;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("127.0.0.1", &options, &handle));

    s64k_ping_options pings = {.size = sizeof pings, .count = 101};
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_ping_server("127.0.0.1", &pings, &handle));
    SAYS("count is 101");
    pings.count = 1;
    pings.interval_ms = 99;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_ping_host("127.0.0.1", &pings, &handle));
    SAYS("interval_ms is 99");

    s64k_query_options query = {.size = sizeof query, .user_name = "Server"};
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_query_server("127.0.0.1", &query, &handle));
    SAYS("Server");

    s64k_practice_options practice = {.size = sizeof practice, .port = 65536};
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_practice_host_start(&practice, &handle));
    SAYS("port is 65536");
    practice.port = -1;
    practice.reserved = 1;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_practice_host_start(&practice, &handle));
    practice.reserved = 0;
    practice.address = "127.1";
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_practice_host_start(&practice, &handle));
    practice.address = NULL;
    practice.game = "SMASH";
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_practice_server_start(&practice, &handle));
    practice.address = "192.0.2.1"; /* of no machine */
    EXPECT_ERROR(S64K_ERROR_NETWORK, s64k_practice_host_start(&practice, &handle));
    EXPECT(handle == 0);
}

static void a_name_that_leads_nowhere_is_an_error_of_its_own(void)
{
    s64k_handle handle;
    s64k_check_options options = {.size = sizeof options, .timeout_ms = 2000};

    EXPECT_ERROR(S64K_ERROR_NAME, s64k_check("nobody.invalid", &options, &handle));
    SAYS("nobody.invalid");
}

static void structs_of_another_age_are_understood(const char *host)
{
    struct {
        s64k_check_options known;
        uint32_t added;
    } newer_options;
    struct {
        s64k_check_info known;
        uint8_t added[12];
    } newer_info;
    s64k_check_options options = {.size = 4, .mode = 99}; /* the oldest imaginable: nothing behind the size is its own */
    s64k_check_info info;
    s64k_handle result;

    memset(&newer_options, 0, sizeof newer_options);
    EXPECT_ERROR(S64K_OK, s64k_check(host, &options, &result));

    memset(&info, 0x5a, sizeof info);
    info.size = offsetof(s64k_check_info, reachable);
    EXPECT_ERROR(S64K_OK, s64k_check_read(result, &info));
    EXPECT(info.size == offsetof(s64k_check_info, reachable) && info.status == S64K_HOST_RESPONDING);
    EXPECT(info.reachable == 0x5a5a5a5a);

    memset(&newer_info, 0x5a, sizeof newer_info);
    newer_info.known.size = sizeof newer_info;
    EXPECT_ERROR(S64K_OK, s64k_check_read(result, &newer_info.known));
    EXPECT(newer_info.known.reachable == 1 && newer_info.added[0] == 0 && newer_info.added[11] == 0);

    info.size = 0;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check_read(result, &info));
    SAYS("s64k_check_info.size is 0");
    info.size = 4097;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check_read(result, &info));
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check_read(result, NULL));
    EXPECT_ERROR(S64K_OK, s64k_release(result));

    newer_options.known.size = sizeof newer_options;
    EXPECT_ERROR(S64K_OK, s64k_check(host, &newer_options.known, &result));
    EXPECT_ERROR(S64K_OK, s64k_release(result));
    newer_options.added = 1;
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check(host, &newer_options.known, &result));
    SAYS("older than the program");
}

static void handles_are_told_apart(const char *host, s64k_handle practice)
{
    s64k_check_info info = {.size = sizeof info};
    s64k_ping_info ping = {.size = sizeof ping};
    s64k_handle result, other;

    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_release(0));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_release(UINT64_MAX));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_cancel(practice));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_wait(practice, 0, NULL));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_check_read(practice, &info));
    SAYS("a practice host or server");

    EXPECT_ERROR(S64K_OK, s64k_check(host, NULL, &result));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_ping_read(result, &ping));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_practice_stop(result, 0));
    EXPECT_ERROR(S64K_OK, s64k_release(result));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_release(result));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_check_read(result, &info));
    EXPECT_ERROR(S64K_OK, s64k_check(host, NULL, &other));
    EXPECT(other > result);
    EXPECT_ERROR(S64K_OK, s64k_release(other));
}

static void a_host_is_read_and_left(const char *host)
{
    s64k_check_options options = {.size = sizeof options, .mode = S64K_MODE_IDENTIFY, .until_left = 1, .user_name = "\xc3\x91" "andu"};

    for (int i = 0; i < 2; i++) { /* one that kept its seat would be found busy; the library lets a host rest after a login */
        s64k_check_info info = {.size = sizeof info};
        s64k_handle result;

        EXPECT_ERROR(S64K_OK, s64k_check(host, &options, &result));
        EXPECT_ERROR(S64K_OK, s64k_check_read(result, &info));
        EXPECT(info.status == S64K_HOST_RESPONDING && info.reachable == 1 && info.scope == S64K_SCOPE_LOOPBACK);
        EXPECT(info.host_name != NULL && strcmp(info.host_name, "Practice host") == 0);
        EXPECT(info.game != NULL && strcmp(info.game, "SMASH BROTHERS") == 0);
        EXPECT(strcmp(info.address, "127.0.0.1") == 0 && info.port > 0 && strlen(info.reason) > 0);
        EXPECT(info.round_trip_ms >= 0 && info.datagrams_sent > 0 && info.datagrams_received > 0);
        EXPECT_ERROR(S64K_OK, s64k_release(result));
    }
}

static void a_closed_port_is_told_from_silence(void)
{
    s64k_check_info info = {.size = sizeof info};
    s64k_check_options options = {.size = sizeof options, .timeout_ms = 300};
    s64k_handle result;
    char where[32];
    int s = silent_socket(where, sizeof where);

    EXPECT_ERROR(S64K_OK, s64k_check(where, &options, &result));
    EXPECT_ERROR(S64K_OK, s64k_check_read(result, &info));
    EXPECT(info.status == S64K_HOST_NO_RESPONSE && info.reachable == 0 && info.round_trip_ms == -1 && info.host_name == NULL);
    s64k_release(result);
    close(s);

    EXPECT_ERROR(S64K_OK, s64k_check(where, &options, &result));
    EXPECT_ERROR(S64K_OK, s64k_check_read(result, &info));
    EXPECT(info.status == S64K_HOST_PORT_CLOSED);
    s64k_release(result);
}

static void hosts_and_servers_are_pinged(const char *host, const char *server)
{
    s64k_ping_options options = {.size = sizeof options, .count = 3, .interval_ms = 100};
    s64k_ping_info info = {.size = sizeof info};
    s64k_handle result;

    EXPECT_ERROR(S64K_OK, s64k_ping_host(host, &options, &result));
    EXPECT_ERROR(S64K_OK, s64k_ping_read(result, &info));
    EXPECT(info.status == S64K_HOST_RESPONDING && info.received == 3 && info.loss == 0 && info.frames >= 1);
    EXPECT(info.min_ms >= 0 && info.min_ms <= info.mean_ms && info.mean_ms <= info.max_ms);
    s64k_release(result);

    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_ping_server(server, &options, &result));
    options.interval_ms = 0;
    EXPECT_ERROR(S64K_OK, s64k_ping_server(server, &options, &result));
    EXPECT_ERROR(S64K_OK, s64k_ping_read(result, &info));
    EXPECT(info.status == S64K_SERVER_PING_RESPONDING && info.reachable == 1 && info.received == 3 && info.frames >= 1);
    s64k_release(result);
}

static void a_server_tells_who_is_there(const char *server)
{
    s64k_query_options options = {.size = sizeof options, .user_name = "Visitor"};
    s64k_query_info info = {.size = sizeof info};
    s64k_user user = {.size = sizeof user};
    s64k_game game = {.size = sizeof game};
    s64k_handle result;
    const char *text;

    EXPECT_ERROR(S64K_OK, s64k_query_server(server, &options, &result));
    EXPECT_ERROR(S64K_OK, s64k_query_read(result, &info));
    EXPECT(info.status == S64K_SERVER_OPEN && info.is_complete == 1 && info.has_left == 1 && info.rejection == NULL);
    EXPECT(info.game_count == 0 && info.announcement_count >= 1);
    for (int32_t i = 0; i < info.user_count; i++)
        EXPECT(s64k_query_user(result, i, &user) == S64K_OK && strlen(user.name) > 0);
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_query_user(result, info.user_count, &user));
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_query_user(result, -1, &user));
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_query_game(result, 0, &game));
    EXPECT(s64k_query_announcement(result, 0, &text) == S64K_OK && strlen(text) > 0);
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_query_announcement(result, info.announcement_count, &text));
    EXPECT(text == NULL);
    EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_query_announcement(result, 0, NULL));
    s64k_release(result);
}

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int calls;
    int32_t error;
    s64k_handle result;
    char message[256];
} ending;

#define ENDING {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER, .calls = 0}

static void on_end(s64k_handle operation, int32_t error, s64k_handle result, void *user_data)
{
    ending *to = user_data;

    (void)operation;
    pthread_mutex_lock(&to->lock);
    to->calls++;
    to->error = error;
    to->result = result;
    if (error != S64K_OK)
        snprintf(to->message, sizeof to->message, "%s", s64k_last_error());
    pthread_cond_signal(&to->changed);
    pthread_mutex_unlock(&to->lock);
}

static void wait_for(ending *to)
{
    pthread_mutex_lock(&to->lock);
    while (to->calls == 0)
        pthread_cond_wait(&to->changed, &to->lock);
    pthread_mutex_unlock(&to->lock);
}

static void operations_end_once(const char *host)
{
    ending to = ENDING, cancelled = ENDING, released = ENDING;
    s64k_check_options patient = {.size = sizeof patient, .timeout_ms = 60000};
    s64k_handle operation, result, silent;
    char where[32];
    int s = silent_socket(where, sizeof where);

    EXPECT_ERROR(S64K_OK, s64k_check_start(host, NULL, on_end, &to, &operation));
    wait_for(&to);
    EXPECT(to.error == S64K_OK && to.result != 0);
    EXPECT_ERROR(S64K_OK, s64k_wait(operation, 1000, &result));
    EXPECT(result == 0); /* the callback has it */
    EXPECT_ERROR(S64K_OK, s64k_release(to.result));
    EXPECT_ERROR(S64K_OK, s64k_cancel(operation)); /* too late is no error */
    EXPECT_ERROR(S64K_OK, s64k_release(operation));

    EXPECT_ERROR(S64K_OK, s64k_check_start(host, NULL, NULL, NULL, &operation));
    EXPECT_ERROR(S64K_OK, s64k_wait(operation, 10000, NULL)); /* who does not want the result leaves it */
    EXPECT_ERROR(S64K_OK, s64k_wait(operation, 10000, &result));
    EXPECT(result != 0);
    EXPECT_ERROR(S64K_OK, s64k_release(operation));
    EXPECT_ERROR(S64K_OK, s64k_release(result)); /* it outlives its operation */

    EXPECT_ERROR(S64K_OK, s64k_check_start(where, &patient, on_end, &cancelled, &silent));
    EXPECT_ERROR(S64K_ERROR_TIMED_OUT, s64k_wait(silent, 0, &result));
    EXPECT(result == 0);
    EXPECT_ERROR(S64K_OK, s64k_cancel(silent));
    EXPECT_ERROR(S64K_ERROR_CANCELLED, s64k_wait(silent, 10000, &result));
    wait_for(&cancelled);
    EXPECT(cancelled.error == S64K_ERROR_CANCELLED && cancelled.result == 0 && strstr(cancelled.message, "cancelled") != NULL);
    EXPECT_ERROR(S64K_OK, s64k_release(silent));

    EXPECT_ERROR(S64K_OK, s64k_check_start(where, &patient, on_end, &released, &silent));
    EXPECT_ERROR(S64K_OK, s64k_release(silent));
    wait_for(&released);
    EXPECT(released.error == S64K_ERROR_CANCELLED && released.result == 0);
    EXPECT(to.calls == 1 && cancelled.calls == 1 && released.calls == 1);
    close(s);
}

static void *check_often(void *host)
{
    for (int i = 0; i < 25; i++) {
        s64k_check_options options = {.size = sizeof options, .mode = i % 2 == 0 ? S64K_MODE_QUIET : S64K_MODE_KNOCK};
        s64k_check_info info = {.size = sizeof info};
        s64k_handle result;

        EXPECT_ERROR(S64K_OK, s64k_check(host, &options, &result));
        EXPECT_ERROR(S64K_OK, s64k_check_read(result, &info));
        EXPECT(info.reachable == 1);
        EXPECT_ERROR(S64K_OK, s64k_release(result));
        EXPECT_ERROR(S64K_ERROR_INVALID_ARGUMENT, s64k_check("?", NULL, &result));
        SAYS("\"?\""); /* each thread has its own last error */
    }
    return NULL;
}

static void threads_do_not_meet(char *host)
{
    pthread_t threads[8];

    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, check_often, host);
    for (int i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
}

static void *check_in_vain(void *where)
{
    s64k_check_options patient = {.size = sizeof patient, .timeout_ms = 60000};
    s64k_handle result;

    EXPECT_ERROR(S64K_ERROR_CANCELLED, s64k_check(where, &patient, &result));
    EXPECT(result == 0);
    return NULL;
}

static void the_end_ends_all(s64k_handle practice, const char *host)
{
    ending to = ENDING;
    s64k_check_options patient = {.size = sizeof patient, .timeout_ms = 60000};
    s64k_check_info info = {.size = sizeof info};
    s64k_practice_info listening = {.size = sizeof listening};
    s64k_handle operation, result;
    pthread_t thread;
    char where[32], byte;
    int s = silent_socket(where, sizeof where);

    EXPECT_ERROR(S64K_OK, s64k_check_start(where, &patient, on_end, &to, &operation));
    EXPECT(recv(s, &byte, 1, 0) > 0); /* it is under way */
    close(s);
    s = silent_socket(where, sizeof where);
    pthread_create(&thread, NULL, check_in_vain, where);
    EXPECT(recv(s, &byte, 1, 0) > 0);
    EXPECT_ERROR(S64K_OK, s64k_shutdown(10000));
    EXPECT(to.calls == 1); /* its callback has returned */
    pthread_join(thread, NULL);
    close(s);
    EXPECT_ERROR(S64K_OK, s64k_practice_read(practice, &listening));
    EXPECT_ERROR(S64K_OK, s64k_practice_stop(practice, 1000));

    /* Nothing is for ever: the library goes on if it is asked. */
    EXPECT_ERROR(S64K_OK, s64k_check(host, NULL, &result));
    EXPECT_ERROR(S64K_OK, s64k_check_read(result, &info));
    EXPECT(info.status == S64K_HOST_PORT_CLOSED);
    EXPECT_ERROR(S64K_OK, s64k_release(result));
    EXPECT_ERROR(S64K_OK, s64k_release(operation));
    EXPECT_ERROR(S64K_OK, s64k_shutdown(10000));
}

int main(void)
{
    char host[32], server[32];
    s64k_handle host_practice = start_practice(s64k_practice_host_start, host, sizeof host);
    s64k_handle server_practice = start_practice(s64k_practice_server_start, server, sizeof server);

    layouts_are_the_same_on_both_sides();
    every_error_has_a_text();
    addresses_follow_the_rules_of_the_page();
    wrong_arguments_are_named();
    a_name_that_leads_nowhere_is_an_error_of_its_own();
    structs_of_another_age_are_understood(host);
    handles_are_told_apart(host, host_practice);
    a_host_is_read_and_left(host);
    a_closed_port_is_told_from_silence();
    hosts_and_servers_are_pinged(host, server);
    a_server_tells_who_is_there(server);
    operations_end_once(host);
    threads_do_not_meet(host);
    a_host_is_read_and_left(host);
    EXPECT_ERROR(S64K_OK, s64k_practice_stop(server_practice, 10000));
    EXPECT_ERROR(S64K_OK, s64k_release(server_practice));
    the_end_ends_all(host_practice, host);
    EXPECT_ERROR(S64K_OK, s64k_release(host_practice));
    EXPECT_ERROR(S64K_ERROR_INVALID_HANDLE, s64k_release(host_practice));

    printf("contract: %d passed, %d failed\n", passed, broken);
    return broken != 0;
}
