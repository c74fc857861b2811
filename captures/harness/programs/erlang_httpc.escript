%% METHOD URL BODY NAME VALUE…: Erlang's own httpc and ssl.
main(["version"]) ->
    {ok, _} = application:ensure_all_started(inets),
    {ok, Version} = application:get_key(inets, vsn),
    io:format("~s~n", [Version]);
main([Method, Url, Body | Named]) ->
    {ok, _} = application:ensure_all_started(inets),
    {ok, _} = application:ensure_all_started(ssl),
    Verb = list_to_atom(string:lowercase(Method)),
    Headers = pairs(Named),
    Request = case Body of
        "" -> {Url, Headers};
        _ -> {Url, Headers, "application/json", Body}
    end,
    {ok, _} = httpc:request(Verb, Request, [{timeout, 10000}, {ssl, [{verify, verify_peer}, {cacertfile, os:getenv("SSL_CERT_FILE")}]}], []).

pairs([Name, Value | Rest]) -> [{string:lowercase(Name), Value} | pairs(Rest)];
pairs([]) -> [].
