/*
 * Knocks on many hosts with the calls that the library makes, in the way that it makes them, and does nothing else: no
 * repeats, no deadlines, no results. What this takes is the kernel's, and nobody who asks over one socket can be faster.
 *
 * floor PORT TARGETS ROUNDS: for each round a line of JSON with the fields of Round.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SEND = 16, RECEIVE = 64, ROOM = 2048, REPLY = 832, WARM_UP = 2000 };

static const char knock[8] = "\0PINGRQ";

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double processor_time(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* As LoopbackResponder.GetAddress numbers them. */
static in_addr_t address_of(int number)
{
    return htonl((127u << 24) | ((1u + (unsigned)number / 62500) << 16) | (((unsigned)number / 250 % 250) << 8) |
                 (1 + (unsigned)number % 250));
}

static int open_socket(int *capacity)
{
    int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int wanted = 4 << 20, granted = 0, on = 1, whole = IP_PMTUDISC_DO;
    socklen_t length = sizeof granted;
    struct sockaddr_in any = {.sin_family = AF_INET};
    setsockopt(s, SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted);
    getsockopt(s, SOL_SOCKET, SO_RCVBUF, &granted, &length);
    setsockopt(s, IPPROTO_IP, IP_MTU_DISCOVER, &whole, sizeof whole);
    setsockopt(s, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    setsockopt(s, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on);
    setsockopt(s, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    if (s < 0 || bind(s, (struct sockaddr *)&any, sizeof any) != 0)
    {
        perror("socket");
        exit(1);
    }

    *capacity = granted / REPLY / 4 * 3; /* the kernel gives room back in portions of a quarter */
    return s;
}

/* Returns how many answered, and when the last one did. */
static int ask(int targets, int port, double *end)
{
    static struct mmsghdr questions[SEND], answers[RECEIVE];
    static struct iovec out[SEND], in[RECEIVE];
    static struct sockaddr_in to[SEND], from[RECEIVE];
    static char payloads[RECEIVE][ROOM], controls[RECEIVE][256];
    int capacity, answered = 0, asked = 0;
    int s = open_socket(&capacity);
    double last = now();

    for (int i = 0; i < SEND; i++)
    {
        out[i] = (struct iovec){(void *)knock, sizeof knock};
        to[i] = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
        questions[i].msg_hdr = (struct msghdr){.msg_name = &to[i], .msg_namelen = sizeof to[i], .msg_iov = &out[i], .msg_iovlen = 1};
    }

    while (answered < targets && now() - last < 1)
    {
        int due = 0, sent = 0, received;
        while (due < SEND && asked < targets && asked - answered < capacity)
        {
            to[due++].sin_addr.s_addr = address_of(asked++);
        }

        while (sent < due)
        {
            int count = sendmmsg(s, questions + sent, (unsigned)(due - sent), 0);
            sent += count > 0 ? count : 1;
        }

        for (int i = 0; i < RECEIVE; i++)
        {
            in[i] = (struct iovec){payloads[i], ROOM};
            answers[i].msg_hdr = (struct msghdr){.msg_name = &from[i], .msg_namelen = sizeof from[i], .msg_iov = &in[i],
                .msg_iovlen = 1, .msg_control = controls[i], .msg_controllen = sizeof controls[i]};
        }

        received = recvmmsg(s, answers, RECEIVE, MSG_DONTWAIT, NULL);
        if (received > 0)
        {
            answered += received;
            last = now();
        }
        else if (due == 0)
        {
            struct pollfd readable = {.fd = s, .events = POLLIN};
            poll(&readable, 1, 100);
        }
    }

    close(s);
    *end = last;
    return answered;
}

int main(int count, char **args)
{
    if (count != 4)
    {
        fprintf(stderr, "usage: floor PORT TARGETS ROUNDS\n");
        return 2;
    }

    int port = atoi(args[1]), targets = atoi(args[2]), rounds = atoi(args[3]);
    double end;
    if (rounds > 1)
    {
        ask(WARM_UP, port, &end);
    }

    for (int i = 0; i < rounds; i++)
    {
        struct rusage usage;
        double processor = processor_time(), start = now();
        int answers = ask(targets, port, &end);
        double seconds = end - start;
        processor = processor_time() - processor;
        getrusage(RUSAGE_SELF, &usage);
        printf("{\"Targets\":%d,\"Answers\":%d,\"Seconds\":%.6f,\"CpuSeconds\":%.6f,\"BytesPerTarget\":0,\"PeakMegabytes\":%.1f}\n",
            targets, answers, seconds, processor, (double)usage.ru_maxrss / 1024);
        fflush(stdout);
    }

    return 0;
}
