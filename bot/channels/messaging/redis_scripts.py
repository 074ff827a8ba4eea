"""What the Redis inbox does in one step each, in Redis' own Lua.

Keys, after the channel's prefix: `seen:ID` (expires), `event:ID` (a hash), `queue:SENDER`
(a sender's events, by sequence, then arrival), `senders` (when each sender's next event may
be claimed), `open` (the ids of all events that are not done), `note:KEY` (expires).
Each script gets the prefix as KEYS[1].
"""

from __future__ import annotations

ACCEPT = """
local p, now, settle, keep = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local new = 0
for i = 4, #ARGV, 4 do
  local id, sender, sequence, event = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if redis.call('SET', p .. 'seen:' .. id, 1, 'NX', 'EX', keep) then
    local member = string.format('%020.0f', redis.call('INCR', p .. 'arrivals')) .. ':' .. id
    local ready = now
    if sequence ~= '0' then ready = now + settle end
    redis.call('HSET', p .. 'event:' .. id, 'event', event, 'sender', sender, 'member', member,
               'accepted', ARGV[1], 'ready', string.format('%.6f', ready), 'attempts', 0,
               'delivered', 0)
    redis.call('ZADD', p .. 'queue:' .. sender, sequence, member)
    redis.call('ZADD', p .. 'senders', 'NX', string.format('%.6f', ready), sender)
    redis.call('SADD', p .. 'open', id)
    new = new + 1
  end
end
return new
"""

CLAIM = """
local p, now, lease = KEYS[1], ARGV[1], ARGV[2]
local sender = redis.call('ZRANGEBYSCORE', p .. 'senders', '-inf', now, 'LIMIT', 0, 1)[1]
if not sender then return false end
local member = redis.call('ZRANGE', p .. 'queue:' .. sender, 0, 0)[1]
if not member then
  redis.call('ZREM', p .. 'senders', sender)
  return false
end
local id = string.sub(member, 22)
redis.call('ZADD', p .. 'senders', lease, sender)
redis.call('HINCRBY', p .. 'event:' .. id, 'attempts', 1)
return redis.call('HMGET', p .. 'event:' .. id, 'event', 'accepted', 'attempts', 'calls',
                  'delivered')
"""

# The others start with this: a claim that has been taken over changes nothing.
HELD = """
local p, id, attempts = KEYS[1], ARGV[1], ARGV[2]
local held = redis.call('HMGET', p .. 'event:' .. id, 'attempts', 'sender', 'member')
if held[1] ~= attempts then return 0 end
local sender, member = held[2], held[3]
"""

ANSWERED = (
    HELD
    + """
redis.call('HSET', p .. 'event:' .. id, 'calls', ARGV[4])
redis.call('ZADD', p .. 'senders', ARGV[3], sender)
for i = 6, #ARGV, 2 do redis.call('SET', p .. 'note:' .. ARGV[i], ARGV[i + 1], 'EX', ARGV[5]) end
return 1
"""
)

DELIVERED = (
    HELD
    + """
redis.call('HSET', p .. 'event:' .. id, 'delivered', ARGV[4])
redis.call('ZADD', p .. 'senders', ARGV[3], sender)
return 1
"""
)

DONE = (
    HELD
    + """
redis.call('DEL', p .. 'event:' .. id)
redis.call('SREM', p .. 'open', id)
redis.call('ZREM', p .. 'queue:' .. sender, member)
local following = redis.call('ZRANGE', p .. 'queue:' .. sender, 0, 0)[1]
if following then
  local ready = redis.call('HGET', p .. 'event:' .. string.sub(following, 22), 'ready')
  redis.call('ZADD', p .. 'senders', ready, sender)
else
  redis.call('ZREM', p .. 'senders', sender)
end
return 1
"""
)

READY_AT = (
    HELD
    + """
redis.call('ZADD', p .. 'senders', ARGV[3], sender)
return 1
"""
)
