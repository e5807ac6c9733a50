"""Writes exports of other tools with any number of rows, all of the same requests, and their canonical file."""

import json
from datetime import datetime, timedelta, timezone

MODELS = ["claude-sonnet-5", "gpt-5-mini", "gemini-3.5-flash", "deepseek-v4-flash"]
START = datetime(2026, 7, 1, tzinfo=timezone.utc)
TYPES = ["input_cache_hit_tokens", "input_cache_miss_tokens", "output_tokens", "request_count"]


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def day(number):
    return (START + timedelta(days=number)).strftime("%Y-%m-%d")


class Request:
    """One request, the same for every format."""

    def __init__(self, index):
        self.index = index
        at = START + timedelta(seconds=index * 7 % 7_900_000)
        self.iso = at.strftime("%Y-%m-%dT%H:%M:%S")
        self.day = at.strftime("%Y-%m-%d")
        self.epoch = int(at.timestamp())
        self.model = MODELS[index % 4]
        self.user = f"user{index % 400}"
        self.task = f"T-{index // 3}"
        self.fresh = 100 + index * 31 % 5000
        self.cached = index * 17 % 3000
        self.write = index * 13 % 200
        self.output = 20 + index * 7 % 800
        self.reasoning = index * 3 % 20
        self.cost = f"{(self.fresh * 3 + self.output * 15) / 1e6:.6f}"

    @property
    def input(self):
        return self.fresh + self.cached + self.write


def canonical(r):
    return (
        f"r{r.index},{r.task},,{r.iso}Z,{r.user},finance,invoices,anthropic,{r.model},{r.input},{r.cached},{r.write},"
        f"{r.output},{r.reasoning},{r.cost},1,ok"
    )


def openai(r):
    return (
        f"{r.epoch // 60 * 60},{r.epoch // 60 * 60 + 60},{r.iso},{r.iso},proj_a,3.0,{r.user},key_{r.index},{r.model},false,"
        f"default,{r.fresh + r.cached},{r.output},{r.cached},{r.fresh},0"
    )


def anthropic(r):
    return (
        f"{r.day},{r.model},key {r.index},finance,message,≤ 200k,{r.fresh},{r.write},0,{r.cached},{r.output},0,global,"
        "standard"
    )


def openrouter(r):
    return (
        f"gen-{r.index},{r.iso.replace('T', ' ')}.040,{r.cost},0,0,0,0,{r.input},{r.output},{r.reasoning},{r.cached},"
        f"anthropic/{r.model},Anthropic,standard,false,true,{r.user},stop,stop,900,300,false,finance,invoice bot"
    )


def spendlogs(r):
    usage = {
        "completion_tokens": r.output, "prompt_tokens": r.input, "total_tokens": r.input + r.output,
        "prompt_tokens_details": {"cached_tokens": r.cached, "text_tokens": None},
        "completion_tokens_details": {"reasoning_tokens": r.reasoning},
        "cache_creation_input_tokens": r.write,
    }  # fmt: skip
    metadata = {"user_api_key_alias": "books", "status": "success", "usage_object": usage}
    start = r.iso.replace("T", " ")
    return (
        f"chatcmpl-{r.index},acompletion,88dc28d0f0,{r.cost},{r.input + r.output},{r.input},{r.output},{start}.125,{start},"
        f"{start},{r.model},m1,sonnet,anthropic,,{r.user},{quoted(json.dumps(metadata))},False,,[],finance,,,{{}},{{}},"
        f"{r.task},success"
    )


def daily(r):
    total = r.input + r.output
    team = r.index % 400
    return (
        f'{day(r.index // 400)},Team {team},team-{team},{r.cost},120,118,2,"{total:,}","{r.input:,}","{r.output:,}"'
    )


def langfuse(r):
    usage = {
        "input": r.fresh, "cache_read_input_tokens": r.cached, "cache_creation_input_tokens": r.write,
        "output": r.output, "total": r.input + r.output,
    }  # fmt: skip
    cost = {"input": 0.0001, "output": 0.0003, "total": float(r.cost)}
    cells = [
        f"o{r.index}", r.task, r.iso + ".000Z", r.iso + ".000Z", "p1", f"o{r.index - r.index % 3}", "GENERATION",
        "default", "call", "DEFAULT", "", "", r.model, "m1", "1", json.dumps(usage), json.dumps(cost), r.cost,
        "the question", "the answer", "{}", "invoices", "[]", r.iso + ".000Z", r.user,
    ]  # fmt: skip
    return ",".join(quoted(cell) for cell in cells)


def helicone(r):
    properties = json.dumps({"department": "finance", "task_id": r.task, "category": "invoices"})
    return (
        f'h{r.index},{r.iso}Z,200,{r.iso}Z,"{{""model"": ""{r.model}""}}",{quoted(properties)},{r.user},{r.model},'
        f"{r.input},{r.output},1100,{r.cost}"
    )


def cursor(r):
    total = r.input + r.output
    return (
        f"{r.iso}.125Z,,,On-Demand,{r.model},Yes,{r.write},{r.fresh},{r.cached},{r.output},{total},{r.cost}"
    )


def copilot(r):
    return (
        f"{r.day},{r.user},copilot,copilot_ai_credit,{r.model},12.5,ai-credits,0.01,{r.cost},0,{r.cost},True,1000,acme,"
        f"finance,repo{r.index},12.5,0.125,{r.fresh},{r.output},{r.cached},{r.write}"
    )


def legacy(r):
    return f'"{r.iso}Z","{r.user}","{r.model}","1.00","False","300"'


def invoice(r):
    start, end = day(r.index // 5000), day(r.index // 5000 + 1)
    return f"openai,I-1,{start}T00:00:00Z,{end}T00:00:00Z,{r.model},{r.cost},usage,{r.index}"


def openai_cost(r):
    start = r.epoch // 86_400 * 86_400
    return (
        f"{start},{start + 86_400},{r.day}T00:00:00,,{r.cost}980000000000000000000000,usd,{r.input},tokens,"
        f'"{r.model}, input_tokens",{r.user},key_{r.index},proj_a,org-1,Books,Example,,responses'
    )


def anthropic_cost(r):
    return (
        f"{r.day},{r.model},Default,key {r.index},message,≤ 200k,uncached_input,{r.cost},{r.cost},token,global,standard,"
        f"apikey_{r.index},active"
    )


def focus(r):
    start, end = day(r.index // 5000), day(r.index // 5000 + 1)
    return (
        f"{r.cost},{r.cost},{r.cost},acc-1,USD,{start},{end},Usage,,Tokens,{r.input},Tokens,AWS,AWS,AWS,"
        f"AI and Machine Learning,Amazon Bedrock,sku-1,p-{r.index},r-1,sub-1,us-east-1,"
    )


def deepseek(r):
    start, end = day(r.index // 1600), day(r.index // 1600 + 1)
    return (
        f"{r.user},{start}T00:00:00+08:00,{end}T00:00:00+08:00,{MODELS[0]},books,sk-1,{TYPES[r.index // 400 % 4]},0.003625,"
        f"{r.fresh}"
    )


def deepseek_cost(r):
    start, end = day(r.index // 1600), day(r.index // 1600 + 1)
    return (
        f"{r.user},{start}T00:00:00+08:00,{end}T00:00:00+08:00,{MODELS[r.index // 400 % 4]},topped_up,{r.cost}7801,USD"
    )


def promptfoo(r):
    score = ["1", "0.25"][r.index % 2]
    return (
        f'invoice {r.index},en,"An invoice, as asked",{["PASS", "FAIL"][r.index % 2]},{score},'
        f'"{{""correct"":{score}}}",All assertions passed,'
    )


def spend(r):
    return (
        f"{r.user}@example.com,{r.index % 400:08d}-2222-3333-4444-555555555555,Product {r.index // 400},{r.model},120,{r.input},{r.output},{r.cost},"
        f"{r.cost}"
    )


def jira(r):
    return (
        f"Check the invoice,FIN-{r.index},{r.index},Task,Done,FIN,Finance,High,Done,{r.user},bob,bob,1/Jul/26 9:00 AM,"
        f"1/Jul/26 9:00 AM,,{int(r.day[8:])}/{['Jul', 'Aug', 'Sep'][int(r.day[5:7]) - 7]}/26 4:05 PM,a,text,7200"
    )


def zendesk(r):
    at = r.iso.replace("T", " ")
    return (
        f"{r.index},7,{r.user},Support,Hello,a b,Solved,normal,email,question,{at},{at},{at},1,good,0,2,5,60"
    )


def servicenow(r):
    at = r.iso.replace("T", " ")
    return (
        f'"INC{r.index}","{at}","Screen is black","x","3 - Moderate","Closed","Hardware","Desk","{r.user}","{at}","7200",'
        f'"{at}"'
    )


def scores(r):
    cells = [
        f"s{r.index}", f"t{r.index}", "", "", r.iso + ".000Z", "API", "correct", "BOOLEAN", "1", "True", "", "{}", "",
        "invoices", r.user, "[]", "default", "",
    ]  # fmt: skip
    return ",".join(quoted(cell) for cell in cells)


# Name, header, row, options; outcomes are compared with canonical usage, too.
EXPORTS = [
    (
        "canonical",
        "request_id,task_id,parent_request_id,timestamp,worker_id,department,category,provider,model,input_tokens,"
        "cached_input_tokens,cache_write_tokens,output_tokens,reasoning_tokens,cost_usd,requests,status",
        canonical, [],
    ),
    (
        "openai-usage",
        "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,"
        "service_tier,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens,input_audio_tokens",
        openai, [],
    ),
    (
        "anthropic-usage",
        "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
        "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
        "usage_output_tokens,web_search_count,inference_geo,speed",
        anthropic, [],
    ),
    (
        "claude-spend",
        "user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,"
        "total_net_spend_usd,total_gross_spend_usd",
        spend, ["--period", "2026-07"],
    ),
    (
        "openrouter",
        "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,"
        "tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,"
        "streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,"
        "api_key_disabled,api_key_name,app_name",
        openrouter, ["--timezone", "UTC"],
    ),
    (
        "litellm-spendlogs",
        "request_id,call_type,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,"
        "completionStartTime,model,model_id,model_group,custom_llm_provider,api_base,user,metadata,cache_hit,cache_key,"
        "request_tags,team_id,end_user,requester_ip_address,messages,response,session_id,status",
        spendlogs, [],
    ),
    (
        "litellm-daily",
        "Date,Team,Team ID,Spend ($),Requests,Successful Requests,Failed Requests,Total Tokens,Prompt Tokens,"
        "Completion Tokens",
        daily, [],
    ),
    (
        "langfuse-observations",
        '"id","traceId","startTime","endTime","projectId","parentObservationId","type","environment","name","level",'
        '"statusMessage","version","providedModelName","internalModelId","latency","usageDetails","costDetails",'
        '"totalCost","input","output","metadata","traceName","traceTags","traceTimestamp","userId"',
        langfuse, [],
    ),
    (
        "helicone",
        "response_id,response_created_at,response_status,request_created_at,request_body,request_properties,"
        "request_user_id,model,prompt_tokens,completion_tokens,latency,cost",
        helicone, [],
    ),
    (
        "cursor",
        "Date,Cloud Agent ID,Automation ID,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,"
        "Output Tokens,Total Tokens,Cost",
        cursor, ["--set", "worker=ann"],
    ),
    (
        "copilot",
        "date,username,product,sku,model,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,"
        "net_amount,exceeds_quota,total_monthly_quota,organization,cost_center_name,repository,aic_quantity,"
        "aic_gross_amount,input,output,cache_read,cache_write",
        copilot, [],
    ),
    (
        "copilot-legacy", '"Timestamp","User","Model","Requests Used","Exceeds Monthly Quota","Total Monthly Quota"',
        legacy, [],
    ),
    (
        "deepseek-amount",
        "user_id,start_time_iso,end_time_iso,model,api_key_name,api_key,type,price,amount", deepseek, [],
    ),
    (
        "deepseek-cost", "user_id,start_time_iso,end_time_iso,model,wallet_type,cost,currency", deepseek_cost, [],
    ),
    ("invoices", "provider,invoice_id,period_start,period_end,model,amount_usd,kind,line", invoice, []),
    (
        "openai-cost",
        "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,"
        "user_id,api_key_id,project_id,organization_id,project_name,organization_name,user_email,api_source",
        openai_cost, [],
    ),
    (
        "anthropic-cost",
        "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,"
        "inference_geo,speed,api_key_id,api_key_status",
        anthropic_cost, [],
    ),
    (
        "focus",
        "BilledCost,EffectiveCost,ListCost,BillingAccountId,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,"
        "ChargeCategory,ChargeClass,ChargeDescription,ConsumedQuantity,ConsumedUnit,ProviderName,PublisherName,"
        "InvoiceIssuerName,ServiceCategory,ServiceName,SkuId,SkuPriceId,ResourceId,SubAccountId,RegionId,Tags",
        focus, [],
    ),
    (
        "jira",
        "Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Priority,Resolution,Assignee,Reporter,"
        "Creator,Created,Updated,Last Viewed,Resolved,Labels,Description,Time Spent",
        jira, ["--timezone", "Europe/Berlin", "--set", "tool=a"],
    ),
    (
        "zendesk",
        "zendesk_id,requester_id,assignee_id,group,subject,tags,status,priority,via,ticket_type,created_at,assigned_at,"
        "solved_at,resolution_time,satisfaction,reopens,replies,first_reply_time_in_minutes,full_resolution_time_in_minutes",
        zendesk, ["--timezone", "UTC", "--set", "tool=a"],
    ),
    (
        "servicenow",
        '"number","opened_at","short_description","caller_id","priority","state","category","assignment_group",'
        '"assigned_to","sys_updated_on","calendar_stc","resolved_at"',
        servicenow, ["--timezone", "UTC", "--set", "tool=a"],
    ),
    (
        "langfuse-scores",
        '"id","traceId","sessionId","datasetRunId","timestamp","source","name","dataType","value","stringValue",'
        '"comment","metadata","observationId","traceName","userId","traceTags","environment","authorUserName"',
        scores, ["--set", "tool=a"],
    ),
    (
        "promptfoo",
        'topic,language,"[openai:gpt-5-mini] Answer, briefly: {{topic}}",Status,Score,Named Scores,Grader Reason,Comment',
        promptfoo, ["--period", "2026-07", "--set", "category=invoices"],
    ),
]  # fmt: skip


def write(path, header, row, count):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        for start in range(0, count, 10_000):
            stop = min(count, start + 10_000)
            file.write("".join(row(Request(index)) + "\n" for index in range(start, stop)))
