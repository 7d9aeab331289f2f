/*
 * Smash64.Kaillera for C and for all that can call C: does a P2P host answer, how far is a server, who is on it.
 *
 * Rules, in short; docs/native.md has them with their reasons.
 *
 *  - Functions return S64K_OK (0) or an error. s64k_error_text() says what the code means, s64k_last_error() what went
 *    wrong in this thread's last call. No exception ever crosses.
 *  - A struct begins with `size`: set it to sizeof. What the library does not know is zeroed, what you do not know is left out.
 *  - In options, 0 and NULL mean the default.
 *  - A handle is a number, 0 is none. s64k_release() gives back any of them. A handle is never used again, so that a
 *    second release is an error, not a crash.
 *  - Text is UTF-8 with a closing 0. What a handle tells belongs to it, and is valid until it is released.
 *  - Every function may be called from any thread. Callbacks come on a thread of the library.
 *  - Times are milliseconds; -1 is "not known".
 */
#ifndef SMASH64_KAILLERA_H
#define SMASH64_KAILLERA_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define S64K_CALL __cdecl
#else
#define S64K_CALL
#endif

/* Goes up when a program that was built with an older header must be changed. s64k_abi() tells the library's. */
#define S64K_ABI 1

typedef uint64_t s64k_handle;

/* Errors. */
#define S64K_OK 0
#define S64K_ERROR_INVALID_ARGUMENT 1 /* a value breaks its rule; s64k_last_error() names both */
#define S64K_ERROR_INVALID_HANDLE 2   /* released before, never given, or of another kind */
#define S64K_ERROR_NETWORK 3          /* this machine could not open a socket, send, or listen */
#define S64K_ERROR_NAME 4             /* the host's name leads to no IPv4 address */
#define S64K_ERROR_TIMED_OUT 5        /* the operation goes on: wait again, or cancel it */
#define S64K_ERROR_CANCELLED 6
#define S64K_ERROR_INTERNAL 7         /* a fault of the library: please report it */

/* What kind of address it is. */
#define S64K_SCOPE_UNKNOWN 0
#define S64K_SCOPE_PUBLIC 1
#define S64K_SCOPE_PRIVATE 2
#define S64K_SCOPE_CARRIER_GRADE_NAT 3
#define S64K_SCOPE_LOOPBACK 4
#define S64K_SCOPE_LINK_LOCAL 5
#define S64K_SCOPE_MULTICAST 6
#define S64K_SCOPE_BROADCAST 7
#define S64K_SCOPE_DOCUMENTATION 8
#define S64K_SCOPE_BENCHMARKING 9
#define S64K_SCOPE_UNSPECIFIED 10
#define S64K_SCOPE_RESERVED 11

/* ------------------------------------------------------------------------------------------------------------------
 * The library
 */

/* The version, such as "0.1.0". Never freed. */
const char *S64K_CALL s64k_version(void);

/* The ABI the library was built with: S64K_ABI of its header. */
int32_t S64K_CALL s64k_abi(void);

/* What an error code means. Never freed, never NULL. */
const char *S64K_CALL s64k_error_text(int32_t error);

/* What went wrong in the last call of this thread that failed, one sentence; "" before. Valid until this thread's next call
 * that fails. In a callback: what went wrong in its operation. */
const char *S64K_CALL s64k_last_error(void);

/* The size of a struct ("s64k_check_info") or the place of a field in it ("s64k_check_info.reason"), as the library was built;
 * -1 for a name it does not know. For bindings to compare with. */
int32_t S64K_CALL s64k_layout(const char *name);

/* Gives a handle back. An operation under way is cancelled, its callback comes nevertheless; a host or server stops behind it. */
int32_t S64K_CALL s64k_release(s64k_handle handle);

/* Cancels all operations, stops all hosts and servers, and waits until every host that was logged in to is left: for the end of the
 * program. Handles stay valid. Not from a callback. S64K_ERROR_TIMED_OUT where that takes longer; two seconds are enough. */
int32_t S64K_CALL s64k_shutdown(uint32_t timeout_ms);

/* ------------------------------------------------------------------------------------------------------------------
 * Addresses
 */

typedef struct s64k_validation {
    uint32_t size;
    int32_t address_valid;
    int32_t port_valid;
    int32_t scope; /* S64K_SCOPE_*, of a valid address */
} s64k_validation;

/* The hosting page's rules: `address` is four numbers with points, `port` is 1025 to 65534. S64K_OK where both are; else
 * S64K_ERROR_INVALID_ARGUMENT, and s64k_last_error() says why. `validation` may be NULL. */
int32_t S64K_CALL s64k_validate(const char *address, int32_t port, s64k_validation *validation);

typedef struct s64k_end_point {
    uint32_t size;
    uint16_t port;
    char address[18]; /* a.b.c.d and a closing 0 */
} s64k_end_point;

/* Finds the one IPv4 address in a text, and its port if one follows: "My IP: 203.0.113.7:27886". None, or two different ones:
 * S64K_ERROR_INVALID_ARGUMENT, and s64k_last_error() says which. A `default_port` of 0 is 27886. */
int32_t S64K_CALL s64k_find_end_point(const char *text, uint16_t default_port, s64k_end_point *end_point);

/* ------------------------------------------------------------------------------------------------------------------
 * Operations: what takes time. Each has two forms: one waits and gives the result; one starts, and tells by a callback, or is
 * waited for. The callback comes exactly once, after a cancellation too, and before the function that started it has returned if the
 * answer is as quick as that. A result that is not 0 belongs to you. NULL is no callback.
 */

typedef void(S64K_CALL *s64k_callback)(s64k_handle operation, int32_t error, s64k_handle result, void *user_data);

/* Waits for an operation, at most `timeout_ms`; 0 only looks. Its error, or S64K_ERROR_TIMED_OUT. An operation has one result,
 * which goes to the callback if there is one, else to the first that waits. */
int32_t S64K_CALL s64k_wait(s64k_handle operation, uint32_t timeout_ms, s64k_handle *result);

/* Asks an operation to end. A host that was logged in to is left first. */
int32_t S64K_CALL s64k_cancel(s64k_handle operation);

/* ------------------------------------------------------------------------------------------------------------------
 * P2P hosts
 */

#define S64K_MODE_QUIET 0    /* knock; log in only if that stays unanswered */
#define S64K_MODE_IDENTIFY 1 /* log in for a moment and read the names */
#define S64K_MODE_KNOCK 2    /* never log in */

#define S64K_HOST_UNKNOWN 0
#define S64K_HOST_RESPONDING 1
#define S64K_HOST_BUSY 2
#define S64K_HOST_FULL 3
#define S64K_HOST_PORT_CLOSED 4
#define S64K_HOST_NOT_A_P2P_HOST 5
#define S64K_HOST_NO_RESPONSE 6

typedef struct s64k_check_options {
    uint32_t size;
    int32_t mode;           /* S64K_MODE_* */
    uint32_t timeout_ms;    /* 1 to 60000; 0: 2500. A name is looked up before, for as long at most. */
    int32_t until_left;     /* 1: end when the host is left, up to 0.6 s behind the verdict; 0: with the verdict */
    const char *user_name;  /* who logs in */
} s64k_check_options;

typedef struct s64k_check_info {
    uint32_t size;
    int32_t status;    /* S64K_HOST_* */
    int32_t reachable; /* 1 or 0 */
    int32_t scope;     /* S64K_SCOPE_* */
    double round_trip_ms;
    double elapsed_ms;
    uint32_t datagrams_sent;
    uint32_t datagrams_received;
    int32_t is_kaillera_server; /* 1: what answered is a Kaillera server */
    int32_t port;
    const char *address;
    const char *reason;    /* one sentence for a person */
    const char *warning;   /* about the address, or NULL */
    const char *host_name; /* the player, if read; else NULL */
    const char *game;      /* if read; else NULL */
} s64k_check_info;

/* `host` is an IPv4 address or a name, each with or without ":port"; without, it is 27886. `options` may be NULL. */
int32_t S64K_CALL s64k_check(const char *host, const s64k_check_options *options, s64k_handle *result);
int32_t S64K_CALL s64k_check_start(const char *host, const s64k_check_options *options, s64k_callback callback, void *user_data,
                                   s64k_handle *operation);
int32_t S64K_CALL s64k_check_read(s64k_handle result, s64k_check_info *info);

/* ------------------------------------------------------------------------------------------------------------------
 * Pings
 */

typedef struct s64k_ping_options {
    uint32_t size;
    int32_t count;        /* 1 to 100 for a server, 0: 3; 1 to 1000 for a host, 0: 20 */
    uint32_t timeout_ms; /* for each ping to a server, 1 to 60000; 0: 1000. A name is looked up before, for as long at most. */
    uint32_t interval_ms; /* between pings to a host, 100 to 60000, 0: 250; for a server 0 */
} s64k_ping_options;

typedef struct s64k_ping_info {
    uint32_t size;
    int32_t status; /* 1 responding, or S64K_SERVER_PING_* and S64K_HOST_* */
    int32_t reachable;
    int32_t sent;
    int32_t received;
    int32_t frames; /* of delay, as n02 or EmuLinkerSF on a LAN connection count them; -1: not known */
    int32_t port;
    int32_t reserved;
    double loss; /* 0 to 1 */
    double min_ms;
    double mean_ms;
    double max_ms;
    double jitter_ms;
    double elapsed_ms;
    const char *address;
    const char *reason;
} s64k_ping_info;

#define S64K_SERVER_PING_UNKNOWN 0
#define S64K_SERVER_PING_RESPONDING 1
#define S64K_SERVER_PING_PORT_CLOSED 2
#define S64K_SERVER_PING_NOT_A_KAILLERA_SERVER 3
#define S64K_SERVER_PING_NO_RESPONSE 4

/* A Kaillera server; without ":port" it is 27888. */
int32_t S64K_CALL s64k_ping_server(const char *server, const s64k_ping_options *options, s64k_handle *result);
int32_t S64K_CALL s64k_ping_server_start(const char *server, const s64k_ping_options *options, s64k_callback callback,
                                         void *user_data, s64k_handle *operation);

/* A P2P host of the second or third generation, without a login. */
int32_t S64K_CALL s64k_ping_host(const char *host, const s64k_ping_options *options, s64k_handle *result);
int32_t S64K_CALL s64k_ping_host_start(const char *host, const s64k_ping_options *options, s64k_callback callback,
                                       void *user_data, s64k_handle *operation);

int32_t S64K_CALL s64k_ping_read(s64k_handle result, s64k_ping_info *info);

/* ------------------------------------------------------------------------------------------------------------------
 * Who is on a Kaillera server
 */

#define S64K_SERVER_UNKNOWN 0
#define S64K_SERVER_OPEN 1
#define S64K_SERVER_FULL 2
#define S64K_SERVER_REJECTED 3
#define S64K_SERVER_OTHER_VERSION 4
#define S64K_SERVER_LOGIN_UNANSWERED 5
#define S64K_SERVER_PORT_CLOSED 6
#define S64K_SERVER_NOT_A_KAILLERA_SERVER 7
#define S64K_SERVER_NO_RESPONSE 8

typedef struct s64k_query_options {
    uint32_t size;
    uint32_t timeout_ms;   /* 1 to 60000; 0: 8000. A name is looked up before, for as long at most. */
    const char *user_name; /* who visits */
} s64k_query_options;

typedef struct s64k_query_info {
    uint32_t size;
    int32_t status; /* S64K_SERVER_* */
    int32_t reachable;
    int32_t port;
    int32_t user_count;
    int32_t game_count;
    int32_t announcement_count;
    int32_t is_complete; /* 1: the lists are whole */
    int32_t has_left;    /* 1: the server has confirmed that the visitor is gone */
    int32_t reserved;
    double round_trip_ms;
    double elapsed_ms;
    const char *address;
    const char *reason;
    const char *rejection; /* what the server said, or NULL */
} s64k_query_info;

typedef struct s64k_user {
    uint32_t size;
    int32_t id;
    int32_t status;     /* 1 playing, 2 idle */
    int32_t connection; /* 1 LAN to 6 bad */
    double ping_ms;
    const char *name;
} s64k_user;

typedef struct s64k_game {
    uint32_t size;
    int32_t status; /* 1 waiting, 2 playing, 3 synchronizing */
    int64_t id;
    int32_t players;     /* -1: not told */
    int32_t max_players; /* -1: not told */
    const char *name;
    const char *owner;
    const char *emulator;
} s64k_game;

int32_t S64K_CALL s64k_query_server(const char *server, const s64k_query_options *options, s64k_handle *result);
int32_t S64K_CALL s64k_query_server_start(const char *server, const s64k_query_options *options, s64k_callback callback,
                                          void *user_data, s64k_handle *operation);
int32_t S64K_CALL s64k_query_read(s64k_handle result, s64k_query_info *info);
int32_t S64K_CALL s64k_query_user(s64k_handle result, int32_t index, s64k_user *user);
int32_t S64K_CALL s64k_query_game(s64k_handle result, int32_t index, s64k_game *game);
int32_t S64K_CALL s64k_query_announcement(s64k_handle result, int32_t index, const char **text);

/* ------------------------------------------------------------------------------------------------------------------
 * Practice: a host and a server without an emulator, which play no game
 */

typedef struct s64k_practice_options {
    uint32_t size;
    int32_t port;          /* 1 to 65535; 0: 27886 of a host, 27888 of a server; -1: any free one, which s64k_practice_read() tells */
    const char *address;   /* of this machine; NULL: all of them */
    const char *user_name; /* of the host; a server has none */
    const char *game;      /* of the host; a server has none */
    int32_t generation;    /* of the host: 1, 2 or 3; 0: 2 */
    int32_t reserved;
} s64k_practice_options;

typedef struct s64k_practice_info {
    uint32_t size;
    int32_t port;
    const char *address;
} s64k_practice_info;

/* A server takes the port that was named for pings and hellos, and free ones for its players. */
int32_t S64K_CALL s64k_practice_host_start(const s64k_practice_options *options, s64k_handle *practice);
int32_t S64K_CALL s64k_practice_server_start(const s64k_practice_options *options, s64k_handle *practice);
int32_t S64K_CALL s64k_practice_read(s64k_handle practice, s64k_practice_info *info);

/* Ends it: who is seated is told, and the port is free again when this returns. The handle stays, to be released. */
int32_t S64K_CALL s64k_practice_stop(s64k_handle practice, uint32_t timeout_ms);

#ifdef __cplusplus
}
#endif

#endif
